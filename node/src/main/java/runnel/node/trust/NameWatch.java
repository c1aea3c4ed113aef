package runnel.node.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import runnel.indexd.tls.PinSubject;
import runnel.node.events.Event;
import runnel.node.events.Events;
import runnel.node.network.Peer;

/** Notices names in dispute among those that are shown. Thread-safe. */
public final class NameWatch {
  private final Trust trust;
  private final Supplier<List<Peer>> shown;
  private final Events events;
  // Guarded by this.
  private Set<PinSubject> contested = Set.of();

  public NameWatch(Trust trust, Supplier<List<Peer>> shown, Events events) {
    this.trust = trust;
    this.shown = shown;
    this.events = events;
  }

  /** Looks at what is shown now; from any thread that changes it. */
  public synchronized void look() {
    for (Peer peer : shown.get()) {
      if (peer.isSuffixed()) {
        trust
            .pinned(PinSubject.of(peer.user().name()))
            .filter(pinned -> !pinned.equals(peer.id()))
            .ifPresent(pinned -> trust.heard(peer, pinned));
      }
    }
    Set<PinSubject> now = new HashSet<>();
    for (Contested name : trust.contested()) {
      now.add(name.subject());
      if (!contested.contains(name.subject())) {
        tell(name);
      }
    }
    contested = now;
  }

  private void tell(Contested name) {
    String claims =
        String.join(", ", name.claims().stream().map(Peer::shownName).sorted().toList());
    events.tell(
        Event.Kind.NAME_CONTESTED,
        name.subject().text(),
        "several keys claim the name %s: %s".formatted(name.subject().text(), claims),
        Map.of("shown", claims));
  }
}
