package runnel.node.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.node.network.Peer;

/** Tells who came, went, is new or bears another name, by comparing what is shown. Thread-safe. */
public final class PresenceEvents {
  private final Events events;
  private final Supplier<List<Peer>> shown;
  // Guarded by this.
  private Map<PeerId, Peer> before;

  /**
   * @param shown who is shown now; who is so already is known from an earlier run
   */
  public PresenceEvents(Events events, Supplier<List<Peer>> shown) {
    this.events = events;
    this.shown = shown;
    this.before = byId(shown.get());
  }

  /** Compares what is shown with the last time; from any thread that changes it. */
  public synchronized void compare() {
    Map<PeerId, Peer> now = byId(shown.get());
    now.forEach((id, peer) -> compare(before.get(id), peer));
    before = now;
  }

  private void compare(Peer old, Peer peer) {
    if (old == null) {
      tell(Event.Kind.PEER_FIRST_SEEN, peer, "seen for the first time");
    } else if (!old.shownName().equals(peer.shownName())) {
      tell(Event.Kind.PEER_RENAMED, peer, "was shown as " + old.shownName() + " before");
    }
    boolean wasOnline = old != null && old.user().online();
    if (peer.user().online() != wasOnline) {
      tell(
          wasOnline ? Event.Kind.PEER_WENT : Event.Kind.PEER_CAME,
          peer,
          wasOnline ? "is offline" : "is online");
    }
  }

  private void tell(Event.Kind kind, Peer peer, String what) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("peerId", peer.id().text());
    detail.put("name", peer.user().name().text());
    peer.user().address().map(Address::toString).ifPresent(at -> detail.put("address", at));
    events.tell(kind, peer.shownName(), peer.shownName() + " " + what, detail);
  }

  private static Map<PeerId, Peer> byId(List<Peer> peers) {
    Map<PeerId, Peer> byId = new HashMap<>();
    peers.forEach(peer -> byId.put(peer.id(), peer));
    return byId;
  }
}
