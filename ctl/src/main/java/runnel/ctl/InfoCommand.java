package runnel.ctl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.text.Sizes;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel info}. */
@Command(name = "info", description = "What is known of a file or folder.")
final class InfoCommand implements Runnable {
  private static final Set<String> ABOVE = Set.of("content-id", "files", "bytes");

  private final Session session;

  @Parameters(
      paramLabel = "PATH",
      description = "Such as /alice/Talks/intro.mkv, or a path in the mount.")
  private String path;

  InfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    NetworkPath wanted = NetworkPath.of(path, session.home().mount());
    if (wanted.names().isEmpty()) {
      throw new CtlException(Kind.USAGE, "cannot tell about /: name a user, as in /alice");
    }
    Document entry = session.ask(wanted.info());
    session.print(entry, table(wanted, entry.json()));
  }

  private static Table table(NetworkPath path, Json entry) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("path", path.toString());
    known(table, "kind", entry.text("kind"));
    entry.number("size").ifPresent(size -> table.row("size", size + " (" + Sizes.of(size) + ")"));
    known(table, "modified", entry.text("modified"));
    if (!entry.text("kind").orElse("").equals("folder")) {
      table.row("executable", entry.flag("executable") ? "yes" : "no");
    }
    entry.number("files").ifPresent(files -> table.row("files", Long.toString(files)));
    known(table, "content id", entry.text("contentId"));
    // What is shown twice stands above, as people write it.
    entry.object("facts").texts().entrySet().stream()
        .filter(fact -> !ABOVE.contains(fact.getKey()))
        .forEach(fact -> table.row(fact.getKey().replace('-', ' '), shown(fact)));
    return table;
  }

  private static void known(Table table, String name, Optional<String> value) {
    value.ifPresent(text -> table.row(name, text));
  }

  /** Of what is known how much is here is the only amount. */
  private static String shown(Map.Entry<String, String> fact) {
    boolean bytes = fact.getKey().equals("cached") && fact.getValue().matches("\\d{1,18}");
    return bytes ? Sizes.of(Long.parseLong(fact.getValue())) : fact.getValue();
  }
}
