package runnel.indexd.discovery;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of one link; any thread may read. */
final class Counts {
  private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

  Counts() {
    for (Count count : Count.values()) {
      counts.put(count, new AtomicLong());
    }
  }

  void add(Count count) {
    var _ = counts.get(count).incrementAndGet();
  }

  Map<Count, Long> snapshot() {
    Map<Count, Long> snapshot = new EnumMap<>(Count.class);
    counts.forEach((count, number) -> snapshot.put(count, number.get()));
    return snapshot;
  }
}
