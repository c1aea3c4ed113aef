package runnel.node.cache;

import java.util.Map;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.store.WriteView;

/**
 * What the store should learn of one content.
 *
 * @param content whose
 * @param marks which runs come and go
 * @param nodes hashes that are new
 * @param kept the content's entry
 */
record Unsaved(
    Content content, Marks.Unsaved marks, Map<NodeAt, Hash> nodes, CacheTables.Kept kept) {
  /** Writes it, but for a content of which there is and was nothing. */
  void write(WriteView view) {
    if (kept.bytes() == 0 && nodes.isEmpty() && !content.isSaved()) {
      return;
    }
    ContentId id = content.id();
    marks.gone().forEach(run -> view.delete(CacheTables.RANGES, CacheTables.rangeKey(id, run)));
    marks
        .come()
        .forEach(run ->
            view.put(
                CacheTables.RANGES, CacheTables.rangeKey(id, run), CacheTables.rangeValue(run)));
    KnownNodes.write(view, content.units(), nodes);
    view.put(CacheTables.CONTENTS, CacheTables.contentKey(id), kept.value());
  }
}
