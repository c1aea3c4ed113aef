package runnel.ctl;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** Shows downloads, and goes on showing how they get on. */
final class DownloadsFollow {
  private static final Duration WAIT = Duration.ofSeconds(25);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Session session;
  private final Predicate<Json> wanted;
  private final Screen screen;
  private final Map<Long, String> told = new HashMap<>();
  private long revision;

  /**
   * @param wanted which downloads to show
   */
  DownloadsFollow(Session session, Predicate<Json> wanted) {
    this.session = session;
    this.wanted = wanted;
    this.screen = new Screen(session);
  }

  /** Goes on until nobody reads it or the node is gone. */
  void run() {
    boolean read = show(next(Duration.ZERO));
    while (read) {
      read = show(next(WAIT));
    }
  }

  /**
   * Waits until all have ended.
   *
   * @param live whether to show on a terminal how they get on
   * @return them
   */
  Document untilEnded(boolean live) {
    Document now = next(Duration.ZERO);
    while (DownloadsText.lines(now.json()).stream().anyMatch(line -> !line.isEnded())) {
      if (live && session.terminal().isPresent()) {
        boolean _ = screen.show(DownloadsText.of(now.json()));
      }
      now = next(WAIT);
    }
    return now;
  }

  private Document next(Duration wait) {
    String query = "/v1/downloads?after=%d&wait-ms=%d".formatted(revision, wait.toMillis());
    Document all = session.ask(Request.get(query).within(wait.plus(ANSWER)));
    revision = all.json().number("revision").orElse(0);
    return all.only("downloads", wanted);
  }

  private boolean show(Document now) {
    return (session.isJson() || session.terminal().isEmpty())
        ? changes(now.json())
        : screen.show(DownloadsText.of(now.json()));
  }

  private boolean changes(Json now) {
    List<DownloadLine> lines = DownloadsText.lines(now);
    return lines.stream()
        .filter(line -> {
          String text = text(line);
          return !text.equals(told.put(line.id(), text));
        })
        .allMatch(line -> session.printLine(text(line)));
  }

  private String text(DownloadLine line) {
    return session.isJson() ? Printable.json(line.json().toString()) : DownloadsText.line(line);
  }
}
