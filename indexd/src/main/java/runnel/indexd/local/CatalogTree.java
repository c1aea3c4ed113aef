package runnel.indexd.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.FolderObject;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.WriteView;

/**
 * One owner's objects within one write. An object that is referred to twice is kept once, with the
 * count, so the work is that of the objects that came or went. Walks with a stack of its own: a
 * hostile catalog can be deep.
 */
final class CatalogTree {
  private final WriteView view;
  private final PeerId owner;
  private Size size;

  CatalogTree(WriteView view, PeerId owner) {
    this.view = view;
    this.owner = owner;
    this.size = Size.read(view, owner, Size.Of.CATALOG);
  }

  /**
   * Refers to the root once more, taking over from the staged objects what is new below it.
   *
   * @return objects that are not known; then the write must be given up
   */
  List<Hash> adopt(Hash root) {
    List<Hash> missing = new ArrayList<>();
    ArrayDeque<Hash> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty() && missing.size() < IndexLimits.OBJECTS_PER_CALL) {
      Hash id = pending.pop();
      byte[] key = ObjectKey.of(owner, id);
      Optional<byte[]> stored = view.get(Tables.OBJECTS, key);
      Optional<byte[]> staged =
          stored.isPresent() ? Optional.empty() : view.get(Tables.STAGED, key);
      if (stored.isPresent()) {
        int references = Math.incrementExact(StoredObject.references(stored.get()));
        view.put(Tables.OBJECTS, key, StoredObject.counted(stored.get(), references));
      } else if (staged.isPresent()) {
        FolderObject object = FolderObject.parse(id, staged.get());
        add(key, staged.get());
        Owners.add(view, owner, object.contents());
        object.references().forEach(pending::push);
      } else if (!missing.contains(id)) {
        missing.add(id);
      }
    }
    return missing;
  }

  /** Refers to the root once less, and removes what nothing refers to any more. */
  void release(Hash root) {
    ArrayDeque<Hash> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Hash id = pending.pop();
      byte[] key = ObjectKey.of(owner, id);
      byte[] stored =
          view.get(Tables.OBJECTS, key)
              .orElseThrow(() -> new IllegalStateException("object " + id + " is not kept"));
      int references = StoredObject.references(stored) - 1;
      if (references > 0) {
        view.put(Tables.OBJECTS, key, StoredObject.counted(stored, references));
      } else {
        view.delete(Tables.OBJECTS, key);
        byte[] bytes = StoredObject.object(stored);
        size = size.minus(bytes.length);
        FolderObject object = FolderObject.parse(id, bytes);
        Owners.remove(view, owner, object.contents());
        object.references().forEach(pending::push);
      }
    }
  }

  /** Keeps the new size, if it is within the limits. */
  void finish() {
    if (size.objects() > IndexLimits.CATALOG_OBJECTS || size.bytes() > IndexLimits.CATALOG_BYTES) {
      throw new IndexException(
          Kind.REFUSED,
          "could not publish: a catalog has at most %d objects and %d bytes, this has %d and %d"
              .formatted(
                  IndexLimits.CATALOG_OBJECTS,
                  IndexLimits.CATALOG_BYTES,
                  size.objects(),
                  size.bytes()));
    }
    size.write(view, owner, Size.Of.CATALOG);
  }

  private void add(byte[] key, byte[] object) {
    view.put(Tables.OBJECTS, key, StoredObject.encode(1, object));
    size = size.plus(object.length);
  }
}
