package runnel.node.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runnel.node.cache.ByteRange;

/**
 * Tells from reads that jump to and fro where in a content a program reads much, so that what is
 * around is worth fetching, too: databases, archives and disk images are read like that.
 *
 * <p>A region of 1 MiB is named once, at the second read in it that had to wait; so what is fetched
 * is at most eight times what was waited for. Of a program that looks only here and there, such as
 * for a title, nothing is named. Pure; callers serialize.
 */
final class Neighbourhood {
  private static final long REGION_BYTES = TransferLimits.SHARED_NODES * TransferLimits.NODE_BYTES;

  /** Jumps from which on a program is one that jumps. */
  private static final int JUMPS = 16;

  /** Regions remembered, the last 16 GiB of them; one is some 100 bytes. */
  private static final int REGIONS_MAX = 1 << 14;

  private final long contentBytes;

  /** Region → whether it was named; the others had one jump so far. */
  private final Map<Long, Boolean> regions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > REGIONS_MAX;
        }
      };

  private int jumps;

  Neighbourhood(long contentBytes) {
    this.contentBytes = contentBytes;
  }

  /**
   * Notes a jump to an offset whose bytes have to be waited for; returns the region around it, if
   * that is to be fetched.
   */
  Optional<ByteRange> jumped(long offset) {
    jumps = Math.min(JUMPS, jumps + 1);
    long region = offset / REGION_BYTES;
    Boolean named = regions.putIfAbsent(region, false);
    if (named == null || named || jumps < JUMPS) {
      return Optional.empty();
    }
    regions.put(region, true);
    long first = region * REGION_BYTES;
    return Optional.of(new ByteRange(first, Math.min(REGION_BYTES, contentBytes - first)));
  }
}
