package runnel.indexd.discovery;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who may still be heard: limits by source and in total. When the total is used up, sources that
 * were not heard for a second still have a share of their own, so that some hundred that flood
 * don't silence the others. Pure; not for several threads.
 */
final class Inflow {
  /** A source that was not heard for so long may be heard though others flood. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DiscoveryLimits limits;
  private final TokenBucket total;
  private final TokenBucket silent;
  private final Map<InetAddress, Source> sources;

  private static final class Source {
    private final TokenBucket bucket;
    private Optional<Long> admitted = Optional.empty();

    Source(TokenBucket bucket) {
      this.bucket = bucket;
    }

    boolean wasSilent(long nanos) {
      return admitted.filter(last -> nanos - last < SILENT_NANOS).isEmpty();
    }
  }

  Inflow(DiscoveryLimits limits, long nanos) {
    this.limits = limits;
    total = new TokenBucket(limits.totalEachSecond(), limits.totalAtOnce(), nanos);
    silent = new TokenBucket(limits.silentEachSecond(), limits.silentEachSecond(), nanos);
    sources =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<InetAddress, Source> eldest) {
            return size() > limits.sources();
          }
        };
  }

  /** Whether one more from this source is within the limits; if so, it counts. */
  boolean admits(InetAddress source, long nanos) {
    // First the total, so that a flood from invented sources allocates nothing here; but taken from
    // it is only what the source may send, so that one source alone never uses it up.
    boolean room = total.has(nanos);
    if (!room && !silent.has(nanos)) {
      return false;
    }
    Source from = sources.computeIfAbsent(source, _ -> new Source(bucket(nanos)));
    boolean admitted =
        (room || from.wasSilent(nanos))
            && from.bucket.take(nanos)
            && (room ? total : silent).take(nanos);
    if (admitted) {
      from.admitted = Optional.of(nanos);
    }
    return admitted;
  }

  int sources() {
    return sources.size();
  }

  private TokenBucket bucket(long nanos) {
    return new TokenBucket(limits.perSourceEachSecond(), limits.perSourceAtOnce(), nanos);
  }
}
