package runnel.node.transfer;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/** Remembers which peers gave verified bytes of which content, since the start. Thread-safe. */
final class Givers {
  /** What was fetched last; older contents are forgotten. */
  private static final int CONTENTS_MAX = 4_096;

  /** More than are asked for one content at once. */
  private static final int PEERS_MAX = 16;

  /** Guarded by this. */
  private final Map<ContentId, SequencedSet<PeerId>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, SequencedSet<PeerId>> eldest) {
          return size() > CONTENTS_MAX;
        }
      };

  /** Takes that verified bytes of the content came from the peer. */
  synchronized void note(ContentId content, PeerId peer) {
    SequencedSet<PeerId> peers = known.computeIfAbsent(content, absent -> new LinkedHashSet<>());
    if (peers.size() < PEERS_MAX) {
      peers.add(peer);
    }
  }

  /** Returns who gave some of it, the first one first. */
  synchronized List<PeerId> of(ContentId content) {
    return List.copyOf(known.getOrDefault(content, new LinkedHashSet<>()));
  }
}
