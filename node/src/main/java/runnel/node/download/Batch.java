package runnel.node.download;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.ContentId;

/**
 * Small files that are fetched in one request: which of them are wanted, and which are at their
 * places. Confined to one thread.
 */
final class Batch {
  private final Map<ContentId, List<Item.Row>> wanted = new LinkedHashMap<>();
  private final Set<Long> placed = new HashSet<>();

  /** Adds a file that is wanted. */
  void add(ContentId content, Item.Row row) {
    wanted.computeIfAbsent(content, absent -> new ArrayList<>()).add(row);
  }

  /** The contents that are wanted, each once. */
  List<ContentId> contents() {
    return List.copyOf(wanted.keySet());
  }

  /** The files that have this content. */
  List<Item.Row> of(ContentId content) {
    return wanted.getOrDefault(content, List.of());
  }

  /** The file is whole, and where it belongs. */
  void place(Item.Row row) {
    placed.add(row.order());
  }

  boolean isPlaced(Item.Row row) {
    return placed.contains(row.order());
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
