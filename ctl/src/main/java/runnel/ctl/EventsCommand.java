package runnel.ctl;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;

/** {@code runnel events}. */
@Command(
    name = "events",
    description = "What lately happened to peers, names and the index.",
    footer = {"", "With --follow --json each event is a document in a line of its own."})
final class EventsCommand implements Runnable {
  private static final Duration WAIT = Duration.ofSeconds(25);

  private final Session session;

  @ArgGroup private Mode mode = new Mode();

  /** One of the two; neither is the second. */
  static final class Mode {
    @Option(names = "--follow", description = "Go on with what happens from now on.")
    private boolean follow;

    @Option(names = "--once", description = "Print what is kept, and end; so it is without it.")
    private boolean once;
  }

  EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    EventStream events = EventStream.fromTheBeginning(session);
    Document kept = events.await(Duration.ZERO);
    if (mode.once || !mode.follow) {
      session.print(kept, text(kept.json()));
      return;
    }
    boolean read = print(kept.json());
    while (read) {
      read = print(events.await(WAIT).json());
    }
  }

  private boolean print(Json batch) {
    if (batch.flag("missed")) {
      session.tell("some events were missed");
    }
    List<Json> events = batch.list("events");
    return events.stream()
        .map(event -> session.isJson() ? Printable.json(event.toString()) : line(event))
        .allMatch(session::printLine);
  }

  private static String text(Json batch) {
    StringBuilder text = new StringBuilder();
    batch.list("events").forEach(event -> text.append(line(event)).append('\n'));
    return text.isEmpty() ? "nothing happened lately\n" : text.toString();
  }

  private static String line(Json event) {
    return Printable.of(
        "%s  %-16s  %s"
            .formatted(
                Cells.second(event, "time"), Cells.text(event, "kind"), Cells.text(event, "text")));
  }
}
