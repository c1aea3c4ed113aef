package runnel.node.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;

/** Remembers for a while what another finder found, so that it is not asked for every run. */
final class RecentSources implements SourceFinder {
  private static final int CONTENTS_MAX = 256;

  private final SourceFinder finder;
  private final LongSupplier nanoTime;

  /** Guarded by itself; not held while the finder is asked. */
  private final Map<ContentId, Found> found =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, Found> eldest) {
          return size() > CONTENTS_MAX;
        }
      };

  private record Found(List<Source> sources, long at) {}

  RecentSources(SourceFinder finder, LongSupplier nanoTime) {
    this.finder = finder;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Source> find(ContentId content) {
    long now = nanoTime.getAsLong();
    synchronized (found) {
      Found known = found.get(content);
      if (known != null && now - known.at() < TransferLimits.FIND_AGAIN_AFTER.toNanos()) {
        return known.sources();
      }
    }
    List<Source> sources = List.copyOf(finder.find(content));
    synchronized (found) {
      found.put(content, new Found(sources, now));
    }
    return sources;
  }
}
