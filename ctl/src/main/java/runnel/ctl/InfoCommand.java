package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel info}. */
@Command(name = "info", description = "What is known of a file or folder.")
final class InfoCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "PATH", description = "Such as /alice/Talks/intro.mkv.")
  private String path;

  InfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    NetworkPath wanted = NetworkPath.of(path);
    if (wanted.names().isEmpty()) {
      throw new CtlException(Kind.USAGE, "cannot tell about /: name a user, as in /alice");
    }
    Document entry = entry(wanted);
    session.print(entry, table(wanted, entry.json()));
  }

  private Document entry(NetworkPath wanted) {
    return session
        .ask(wanted.parent().listing())
        .element("entries", "name", wanted.names().getLast())
        .orElseThrow(() -> new CtlException(Kind.NOT_FOUND, "nothing is at " + wanted));
  }

  private static Table table(NetworkPath path, Json entry) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("path", path.toString());
    table.row("kind", Cells.text(entry, "kind"));
    table.row("size", Cells.number(entry, "size") + " (" + Cells.size(entry, "size") + ")");
    table.row("modified", Cells.text(entry, "modified"));
    table.row("executable", entry.flag("executable") ? "yes" : "no");
    table.row("files", Cells.number(entry, "files"));
    return table.row("content id", Cells.text(entry, "contentId"));
  }
}
