package runnel.indexd.discovery;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who may still be heard: limits by source and in total. Pure; not for several threads. */
final class Inflow {
  private final DiscoveryLimits limits;
  private final TokenBucket total;
  private final Map<InetAddress, TokenBucket> sources;

  Inflow(DiscoveryLimits limits, long nanos) {
    this.limits = limits;
    total = new TokenBucket(limits.totalEachSecond(), limits.totalAtOnce(), nanos);
    sources =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<InetAddress, TokenBucket> eldest) {
            return size() > limits.sources();
          }
        };
  }

  /** Whether one more from this source is within the limits; if so, it counts. */
  boolean admits(InetAddress source, long nanos) {
    // First the total, so that a flood from invented sources allocates nothing here; but taken from
    // it is only what the source may send, so that one source alone never uses it up.
    return total.has(nanos)
        && sources.computeIfAbsent(source, _ -> bucket(nanos)).take(nanos)
        && total.take(nanos);
  }

  int sources() {
    return sources.size();
  }

  private TokenBucket bucket(long nanos) {
    return new TokenBucket(limits.perSourceEachSecond(), limits.perSourceAtOnce(), nanos);
  }
}
