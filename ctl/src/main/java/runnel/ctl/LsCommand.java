package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel ls}. */
@Command(name = "ls", description = "List users, or a folder of one.")
final class LsCommand implements Runnable {
  private final Session session;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      defaultValue = "/",
      description = "Such as /alice/Talks; without it, the users.")
  private String path;

  LsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    NetworkPath wanted = NetworkPath.of(path, session.home().mount());
    Document listing = session.ask(wanted.listing());
    session.print(listing, table(listing.json()));
    if (wanted.names().isEmpty() && listing.json().list("entries").isEmpty()) {
      session.tell("nobody else is here yet; 'runnel doctor' tells what may be in the way");
    }
  }

  private static Table table(Json listing) {
    Table table = new Table(Column.right("SIZE"), Column.left("MODIFIED"), Column.left("NAME"));
    for (Json entry : listing.list("entries")) {
      boolean folder = entry.text("kind").orElse("").equals("folder");
      table.row(
          folder ? files(entry) : Cells.size(entry, "size"),
          Cells.time(entry, "modified"),
          Cells.text(entry, "name") + (folder ? "/" : ""));
    }
    return table;
  }

  /** Of a user's own folder it is not known here. */
  private static String files(Json folder) {
    return folder.number("files").isPresent() ? Cells.count(folder, "files", "file") : "-";
  }
}
