package runnel.node.cache;

import java.util.concurrent.atomic.LongAdder;

/** The running figures behind {@link CacheStatistics}. */
final class Counters {
  final LongAdder hits = new LongAdder();
  final LongAdder storedBytes = new LongAdder();
  final LongAdder rehashedUnits = new LongAdder();
  final LongAdder droppedUnits = new LongAdder();
  final LongAdder notKept = new LongAdder();
  final LongAdder evictedContents = new LongAdder();

  CacheStatistics read() {
    return new CacheStatistics(
        hits.sum(),
        storedBytes.sum(),
        rehashedUnits.sum(),
        droppedUnits.sum(),
        notKept.sum(),
        evictedContents.sum());
  }
}
