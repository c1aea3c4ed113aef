package runnel.node.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import runnel.node.cache.ByteRange;

/**
 * Tells from reads that jump to and fro where in a content a program reads much, so that what
 * follows is worth fetching, too: databases, archives and disk images are read like that.
 *
 * <p>From the second jump into a region of 1 MiB on, what is missing from there to the region's end
 * comes with what is waited for; so what is fetched is at most eight times what was waited for. A
 * program that looks only here and there, such as for a title, gets no more than it asks for. Pure;
 * callers serialize.
 */
final class Jumps {
  private static final long REGION_BYTES = TransferLimits.SHARED_NODES * TransferLimits.NODE_BYTES;

  /** Jumps from which on a program is one that jumps. */
  private static final int MANY = 16;

  /** Regions remembered, the last 16 GiB of them; one is some 100 bytes. */
  private static final int REGIONS_MAX = 1 << 14;

  private final long contentBytes;

  /** Into which there was a jump. */
  private final Map<Long, Boolean> regions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > REGIONS_MAX;
        }
      };

  private int count;

  Jumps(long contentBytes) {
    this.contentBytes = contentBytes;
  }

  /**
   * Notes a jump to a read that has to wait; returns what to fetch with it: the read itself, and
   * the rest of its region if that is worth it.
   */
  ByteRange jumped(ByteRange read) {
    count = Math.min(MANY, count + 1);
    long region = read.offset() / REGION_BYTES;
    boolean again = regions.put(region, true) != null;
    if (!again || count < MANY) {
      return read;
    }
    long regionEnd = Math.min(contentBytes, (region + 1) * REGION_BYTES);
    return new ByteRange(read.offset(), Math.max(read.end(), regionEnd) - read.offset());
  }
}
