package runnel.node.download;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/**
 * Small files that are fetched in one request, and held in memory until each is at its place: at
 * most {@link DownloadLimits#BATCH_BYTES} of them. Confined to one thread.
 */
final class Batch {
  private final Map<ContentId, byte[]> there = new HashMap<>();

  /** Takes bytes that are the content. */
  void put(ContentId content, byte[] bytes) {
    there.put(content, bytes);
  }

  /** Returns the content's bytes, if they came. */
  Optional<byte[]> of(ContentId content) {
    return Optional.ofNullable(there.get(content));
  }

  /** Cuts the rows into those that are done one after the other, in their order. */
  static List<List<Item.Row>> of(List<Item.Row> page) {
    List<List<Item.Row>> batches = new ArrayList<>();
    List<Item.Row> open = new ArrayList<>();
    long bytes = 0;
    for (Item.Row row : page) {
      Optional<ContentId> small = small(row);
      if (small.isEmpty()) {
        batches.add(List.of(row));
        continue;
      }
      bytes += small.get().length();
      if (bytes > DownloadLimits.BATCH_BYTES) {
        batches.add(List.copyOf(open));
        open.clear();
        bytes = small.get().length();
      }
      open.add(row);
    }
    if (!open.isEmpty()) {
      batches.add(List.copyOf(open));
    }
    return batches;
  }

  /** Returns the content of a file that is worth having with others. */
  static Optional<ContentId> small(Item.Row row) {
    return row.item() instanceof Item.File file
        ? file.content().filter(id -> id.length() > 0 && id.length() <= DownloadLimits.NODE_BYTES)
        : Optional.empty();
  }
}
