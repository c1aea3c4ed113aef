package runnel.ctl;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Sizes;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel ping}. */
@Command(name = "ping", description = "How far a peer is: the round trip, and how fast it was.")
final class PingCommand implements Runnable {
  /** The node gives up a peer that does not answer before. */
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private static final double MICROS_PER_MILLI = 1e3;

  private final Session session;

  @Parameters(paramLabel = "PEER", description = "A peer's name.")
  private String peer;

  PingCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document ping =
        session.ask(Request.get("/v1/ping?peer=" + Request.encode(peer)).within(WITHIN));
    session.print(ping, table(ping.json()));
  }

  private static Table table(Json ping) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("peer", Cells.text(ping, "peer") + " at " + Cells.text(ping, "address"));
    table.row("connected in", millis(ping, "connectMicros"));
    table.row("round trip", millis(ping, "roundTripMicros"));
    table.row("was fetched at", speed(ping));
    ping.text("problem").ifPresent(problem -> table.row("avoided", "it " + problem));
    return table;
  }

  private static String speed(Json ping) {
    var bytes = ping.number("bytesPerSecond");
    return bytes.isPresent() ? Sizes.of(bytes.getAsLong()) + "/s" : "nothing fetched yet";
  }

  private static String millis(Json ping, String name) {
    return String.format(Locale.ROOT, "%.1f ms", ping.number(name).orElse(0) / MICROS_PER_MILLI);
  }
}
