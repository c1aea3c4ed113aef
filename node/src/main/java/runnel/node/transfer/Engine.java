package runnel.node.transfer;

import java.util.function.LongSupplier;

/**
 * What all fetching shares.
 *
 * @param caller asks the sources
 * @param finder knows more sources
 * @param counters of what was moved
 * @param nanoTime a monotonic clock
 */
record Engine(
    SourceCaller caller, SourceFinder finder, TransferCounters counters, LongSupplier nanoTime) {
  long now() {
    return nanoTime.getAsLong();
  }
}
