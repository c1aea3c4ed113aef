package runnel.ctl;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;

/** Shows what is found and goes on showing what is new, until nobody reads it. */
final class SearchFollow {
  /** What others publish is found a second later or so; asking more often finds nothing more. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Session session;
  private final Search search;
  private final Screen screen;
  private final Set<String> told = new HashSet<>();
  private boolean lost;

  SearchFollow(Session session, Search search) {
    this.session = session;
    this.search = search;
    this.screen = new Screen(session);
  }

  void run() {
    boolean read = show();
    while (read && paused()) {
      read = show();
    }
  }

  private static boolean paused() {
    try {
      Thread.sleep(LOOK_EVERY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns whether somebody reads it. */
  private boolean show() {
    try {
      return show(session.ask(search.request()));
    } catch (CtlException e) {
      if (e.kind() != CtlException.Kind.UNAVAILABLE) {
        throw e;
      }
      // Another index takes over within seconds.
      if (!lost) {
        session.tell(Printable.of(e.getMessage()) + "; going on"); // Has what an index said.
      }
      lost = true;
      return true;
    }
  }

  private boolean show(Document found) {
    lost = false;
    return (session.isJson() || session.terminal().isEmpty())
        ? changes(found.json().list("hits"))
        : screen.show(SearchText.of(found.json()));
  }

  /** What is no hit any more is told again when it is one again: so there is a bound. */
  private boolean changes(List<Json> hits) {
    Set<String> now = new HashSet<>();
    boolean read = true;
    for (Json hit : hits) {
      String key = Cells.text(hit, "path") + "\0" + Cells.text(hit, "modified");
      now.add(key);
      if (!told.contains(key)) {
        read &= session.printLine(line(hit));
      }
    }
    told.retainAll(now);
    told.addAll(now);
    return read;
  }

  private String line(Json hit) {
    return session.isJson() ? Printable.json(hit.toString()) : SearchText.line(hit);
  }
}
