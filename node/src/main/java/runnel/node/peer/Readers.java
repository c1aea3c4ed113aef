package runnel.node.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/** Who lately said that it reads which of the own contents. In memory only; thread-safe. */
final class Readers {
  /** A reader that reads says so every few seconds. */
  static final Duration READING = Duration.ofSeconds(10);

  /** So long it may pass on what it has. */
  static final Duration HOLDING = Leases.VALID;

  /** Named in one answer: as many as a reader asks. */
  static final int NAMED_MAX = 16;

  static final int CONTENTS_MAX = 1_000;

  /** Of one content; the one that said so least lately is forgotten. */
  static final int READERS_MAX = 256;

  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  /** When each said so last, the least lately first. Guarded by itself. */
  private final Map<ContentId, Map<PeerId, Long>> readers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, Map<PeerId, Long>> eldest) {
          return size() > CONTENTS_MAX;
        }
      };

  Readers(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Notes that the peer reads the content; returns who else does, or did. */
  ReadersAnswer note(ContentId content, PeerId reader) {
    long now = nanoTime.getAsLong();
    synchronized (readers) {
      Map<PeerId, Long> all = readers.computeIfAbsent(content, id -> new LinkedHashMap<>());
      var _ = all.remove(reader);
      all.values().removeIf(at -> now - at >= HOLDING.toNanos());
      if (all.size() >= READERS_MAX) {
        var _ = all.remove(all.keySet().iterator().next());
      }
      List<PeerId> active = new ArrayList<>();
      List<PeerId> others = new ArrayList<>();
      all.forEach((peer, at) -> (now - at < READING.toNanos() ? active : others).addFirst(peer));
      all.put(reader, now);
      Collections.shuffle(active, random);
      int reading = active.size() + 1;
      active.addAll(others);
      return new ReadersAnswer(
          reading, active.stream().limit(NAMED_MAX).map(PeerId::text).toList());
    }
  }
}
