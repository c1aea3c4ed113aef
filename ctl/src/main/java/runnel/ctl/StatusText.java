package runnel.ctl;

import java.time.Duration;
import runnel.ctl.control.Json;
import runnel.ctl.home.Home;
import runnel.ctl.text.Printable;
import runnel.ctl.text.Sizes;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** A node's status for people. */
final class StatusText {
  /** Less is what nobody notices. */
  private static final long CLOCK_SECONDS_NOTICED = 60;

  private StatusText() {}

  /** After {@code up}: where to look. */
  static Table brief(Json status) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("name", Cells.text(status, "name"));
    table.row("state", Cells.text(status, "state"));
    table.row("network", membership(status));
    table.row("index", index(status.object("index")));
    table.row("mount", status.text("mount").map(mount -> mount + "/peers").orElse("none"));
    return table.row("share", Cells.text(status, "share"));
  }

  static String full(Json status, Home home) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("mount", mount(status));
    table.row("share", Cells.text(status, "share") + ", " + share(status.object("shareState")));
    table.row("network", membership(status));
    table.row("index", index(status.object("index")));
    table.row("address", Cells.text(status, "address"));
    table.row("peer id", Cells.text(status, "peerId"));
    table.row("transfer", transfer(status.object("counters")));
    network(table, status.object("network"));
    table.row("log", home.state().resolve("log").toString());
    return title(status) + "\n" + table;
  }

  private static String mount(Json status) {
    boolean missing = status.text("mountState").orElse("").equals("unmounted");
    return status.text("mount").orElse("none")
        + (missing ? ", unmounted from outside (runnel up mounts it again)" : "");
  }

  private static String membership(Json status) {
    Json membership = status.object("network").object("membership");
    return Cells.text(membership, "name")
        + (membership.flag("passphrase") ? ", by passphrase" : "");
  }

  /** What nobody needs to know is left out. */
  private static void network(Table table, Json network) {
    network.list("discovery").forEach(at -> table.row("discovery", discovery(at)));
    long ahead = network.number("clockAheadSeconds").orElse(0);
    if (Math.abs(ahead) > CLOCK_SECONDS_NOTICED) {
      String which = ahead < 0 ? " s behind the index's" : " s ahead of the index's";
      table.row("clock", Math.abs(ahead) + which);
    }
    network
        .list("avoided")
        .forEach(peer ->
            table.row(
                "avoided",
                Cells.text(peer, "peer")
                    + ": it "
                    + Cells.text(peer, "problem")
                    + " (runnel why)"));
    if (network.flag("nameContested")) {
      table.row("name", "somebody else claims it, too: runnel trust");
    }
  }

  private static String discovery(Json at) {
    String where = Cells.text(at, "name") + " " + Cells.text(at, "group") + ": ";
    if (at.text("error").isPresent()) {
      return where + Cells.text(at, "error");
    }
    return where
        + "%s sent, %s received%s"
            .formatted(
                Cells.number(at, "sent"),
                Cells.number(at, "received"),
                at.flag("heardBack") ? "" : ", nothing heard back (runnel doctor)");
  }

  private static String title(Json status) {
    Duration up = Duration.ofSeconds(status.number("uptimeSeconds").orElse(0));
    return Printable.of(Cells.text(status, "name"))
        + " is "
        + Printable.of(Cells.text(status, "state"))
        + " (process "
        + Cells.number(status, "pid")
        + ", version "
        + Printable.of(Cells.text(status, "version"))
        + ", up for "
        + up.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
        + ")";
  }

  private static String share(Json share) {
    String text =
        Cells.count(share, "files", "file")
            + " in "
            + Cells.count(share, "folders", "folder")
            + ", "
            + Cells.size(share, "bytes");
    long hashing = share.number("hashing").orElse(0);
    long skipped = share.number("skipped").orElse(0);
    return text
        + (hashing > 0 ? ", " + hashing + " being hashed" : "")
        + (skipped > 0 ? ", " + skipped + " skipped (runnel share ls)" : "");
  }

  private static String index(Json index) {
    String where = index.flag("embedded") ? "this node" : Cells.text(index, "address");
    String why = index.text("why").map(reason -> " (" + reason + ")").orElse("");
    return where + why + ", " + Cells.text(index, "state");
  }

  private static String transfer(Json counters) {
    return "fetched "
        + Sizes.of(counters.number("bytesFetched").orElse(0))
        + " in "
        + counters.number("chunksFetched").orElse(0)
        + " chunks, served "
        + Sizes.of(counters.number("bytesServed").orElse(0));
  }
}
