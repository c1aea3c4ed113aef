package runnel.ctl;

import java.time.Duration;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** The node's events, each once. */
final class EventStream {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Session session;
  private long epoch;
  private long after;

  private EventStream(Session session) {
    this.session = session;
  }

  /** From the oldest that the node keeps. */
  static EventStream fromTheBeginning(Session session) {
    return new EventStream(session);
  }

  /** From the next one on. */
  static EventStream fromNow(Session session) {
    EventStream stream = new EventStream(session);
    var _ = stream.await(Duration.ZERO);
    return stream;
  }

  /** The next events; waits that long for one. */
  Document await(Duration wait) {
    String query =
        "/v1/events?after=%d&epoch=%d&wait-ms=%d".formatted(after, epoch, wait.toMillis());
    Document events = session.ask(Request.get(query).within(wait.plus(ANSWER)));
    epoch = events.json().number("epoch").orElse(0);
    after = events.json().number("next").orElse(0);
    return events;
  }
}
