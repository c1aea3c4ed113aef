package runnel.ctl;

import java.util.List;
import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** Peers for people. */
final class PeersText {
  private PeersText() {}

  /** A table, and below it what is wrong with names. */
  static String of(Json peers) {
    Table table =
        new Table(
            Column.left("NAME"),
            Column.left("ONLINE"),
            Column.left("LAST ACTIVE"),
            Column.right("FILES"),
            Column.right("SIZE"),
            Column.left("ADDRESS"),
            Column.left("FOUND BY"),
            Column.left("KEY"),
            Column.left("PEER ID"));
    List<Json> all = peers.list("peers");
    for (Json peer : all) {
      table.row(
          Cells.text(peer, "name"),
          peer.flag("online") ? "yes" : "no",
          Cells.time(peer, "lastActive"),
          Cells.number(peer, "files"),
          Cells.size(peer, "bytes"),
          Cells.text(peer, "address"),
          Cells.text(peer, "foundBy"),
          Cells.text(peer.object("key"), "state"),
          Cells.text(peer, "peerId"));
    }
    StringBuilder text = new StringBuilder(table.toString());
    all.forEach(peer -> text.append(problem(peer.object("key"))));
    return text.toString();
  }

  /** One peer as a line. */
  static String line(Json peer) {
    String state = peer.object("key").text("state").orElse("");
    return Printable.of(
        "%s is %s, at %s, %s, %s%s"
            .formatted(
                Cells.text(peer, "name"),
                peer.flag("online") ? "online" : "offline",
                Cells.text(peer, "address"),
                Cells.count(peer, "files", "file"),
                Cells.size(peer, "bytes"),
                state.isEmpty() ? "" : ", key " + state));
  }

  private static String problem(Json key) {
    if (key.text("problem").isEmpty()) {
      return "";
    }
    return Printable.of("%s; %s".formatted(Cells.text(key, "problem"), Cells.text(key, "help")))
        + "\n";
  }
}
