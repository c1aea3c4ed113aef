package runnel.node.transfer;

import java.util.function.LongSupplier;
import runnel.indexd.identity.PeerId;
import runnel.node.limits.Rank;
import runnel.node.limits.Throttle;

/**
 * What all fetching shares.
 *
 * @param caller asks the sources
 * @param finder knows more sources
 * @param crowds knows who else reads
 * @param counters of what was moved
 * @param throttle holds back what is fetched
 * @param nanoTime a monotonic clock
 */
record Engine(
    SourceCaller caller,
    SourceFinder finder,
    Crowds crowds,
    TransferCounters counters,
    Throttle throttle,
    LongSupplier nanoTime) {
  /** One that takes no part in what others read. */
  Engine(
      SourceCaller caller,
      SourceFinder finder,
      TransferCounters counters,
      Throttle throttle,
      LongSupplier nanoTime) {
    this(caller, finder, Crowds.NONE, counters, throttle, nanoTime);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Waits as the limits say after so many bytes came from the peer. */
  void holdBack(PeerId peer, int bytes, Urgency urgency) throws SourceFailure {
    Rank rank = urgency == Urgency.DOWNLOAD ? Rank.LAST : Rank.FIRST;
    try {
      throttle.await(peer, bytes, rank);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "was interrupted", e);
    }
  }
}
