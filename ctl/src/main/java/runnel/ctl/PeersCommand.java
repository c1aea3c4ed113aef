package runnel.ctl;

import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel peers}. */
@Command(name = "peers", description = "Everyone ever seen on the network.")
final class PeersCommand implements Runnable {
  private final Session session;

  PeersCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document peers = session.ask(Request.get("/v1/peers"));
    session.print(peers, table(peers.json()));
  }

  private static Table table(Json peers) {
    Table table =
        new Table(
            Column.left("NAME"),
            Column.left("ONLINE"),
            Column.left("LAST ACTIVE"),
            Column.right("FILES"),
            Column.right("SIZE"),
            Column.left("ADDRESS"),
            Column.left("PEER ID"));
    for (Json peer : peers.list("peers")) {
      table.row(
          Cells.text(peer, "name"),
          peer.flag("online") ? "yes" : "no",
          Cells.time(peer, "lastActive"),
          Cells.number(peer, "files"),
          Cells.size(peer, "bytes"),
          Cells.text(peer, "address"),
          Cells.text(peer, "peerId"));
    }
    return table;
  }
}
