package runnel.indexd.discovery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How discovery does on one interface with one IP version.
 *
 * @param unused why this link is not in use; empty if it is
 * @param counts since the link came into use; every count is there
 * @param unechoed beacons sent since the last one that came back
 * @param lastError what failed last, in words
 */
public record LinkReport(
    Optional<String> unused, Map<Count, Long> counts, long unechoed, Optional<String> lastError) {
  /** Some may be lost; after so many there is a reason. */
  private static final int UNECHOED_MAX = 3;

  public LinkReport {
    // Not Map.copyOf, which loses the order.
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  static LinkReport unused(String why) {
    return new LinkReport(Optional.of(why), new Counts().snapshot(), 0, Optional.empty());
  }

  /**
   * Whether multicast is blocked on this machine: none of the own beacons comes back, or none can
   * be sent. That it is blocked elsewhere can't be known here.
   */
  public boolean blocked() {
    return unused.isEmpty()
        && (unechoed >= UNECHOED_MAX
            || (count(Count.SENT) == 0 && count(Count.NOT_SENT) >= UNECHOED_MAX));
  }

  /** Returns one count. */
  public long count(Count count) {
    return counts.get(count);
  }
}
