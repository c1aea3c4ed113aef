package runnel.ctl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** Shows peers and goes on showing what changes, until nobody reads it or the node is gone. */
final class PeersFollow {
  /** Presence and names wake us at once; what has no event, as sizes have none, waits for this. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Session session;
  private final PeerFilter filter;
  private final Map<String, String> lines = new HashMap<>();
  private final Screen screen;

  PeersFollow(Session session, PeerFilter filter) {
    this.session = session;
    this.filter = filter;
    this.screen = new Screen(session);
  }

  void run() {
    EventStream events = EventStream.fromNow(session);
    boolean read = show();
    while (read) {
      events.await(LOOK_EVERY);
      read = show();
    }
  }

  /** Returns whether somebody reads it. */
  private boolean show() {
    Document peers = filter.of(session.ask(Request.get("/v1/peers")));
    return (session.isJson() || session.terminal().isEmpty())
        ? changes(peers.json())
        : screen.show(PeersText.of(peers.json()));
  }

  private boolean changes(Json peers) {
    List<String> changed = new ArrayList<>();
    for (Json peer : peers.list("peers")) {
      String line = PeersText.line(peer);
      if (!line.equals(lines.put(peer.text("peerId").orElse(""), line))) {
        changed.add(session.isJson() ? Printable.json(peer.toString()) : line);
      }
    }
    return changed.stream().allMatch(session::printLine);
  }
}
