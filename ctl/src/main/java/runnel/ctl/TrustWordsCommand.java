package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel trust words}. */
@Command(
    name = "words",
    description = "Your key and somebody's as words: call, and each reads out his own.")
final class TrustWordsCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "As 'runnel peers' shows it.")
  private String name;

  TrustWordsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document peers = session.ask(Request.get("/v1/peers"));
    Document wanted = peers.only("peers", peer -> isSelf(peer) || isWanted(peer));
    List<Json> found = wanted.json().list("peers");
    if (found.stream().noneMatch(this::isWanted)) {
      throw new CtlException(Kind.NOT_FOUND, "nobody called %s was ever seen".formatted(name));
    }
    Table table = new Table(Column.left("NAME"), Column.left("KEY"), Column.left("WORDS"));
    found.forEach(peer ->
        table.row(
            Cells.text(peer, "name") + (isSelf(peer) ? " (you)" : ""),
            Cells.text(peer.object("key"), "state"),
            Cells.text(peer.object("key"), "words").replace('-', ' ')));
    session.print(wanted, table);
  }

  private boolean isWanted(Json peer) {
    return peer.text("name").orElse("").equalsIgnoreCase(name)
        || peer.object("key").text("claims").orElse("").equalsIgnoreCase(name);
  }

  private static boolean isSelf(Json peer) {
    return peer.object("key").text("state").orElse("").equals("self");
  }
}
