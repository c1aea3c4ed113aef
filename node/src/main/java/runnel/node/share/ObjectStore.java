package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.Hash;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/**
 * The folder objects of the catalog, each kept once however many folders have it, and for ten
 * minutes after the last folder dropped it: who reads an older head can finish. Thread-safe.
 */
final class ObjectStore {
  /** As long as others may rely on a head that they received (who may read what). */
  private static final long KEPT_MILLIS = 10 * 60 * 1000;

  /** Bounds one write. */
  private static final int SWEPT_MAX = 10_000;

  private final Store store;

  ObjectStore(Store store) {
    this.store = store;
  }

  Optional<byte[]> object(Hash id) {
    return store
        .read(view -> view.get(Keys.OBJECTS, id.bytes()))
        .map(value -> Arrays.copyOfRange(value, Integer.BYTES, value.length));
  }

  /** Deletes what was dropped more than ten minutes ago. */
  void sweep(long nowMillis) {
    store.write(view -> {
      List<byte[]> old = new ArrayList<>();
      view.scan(
          Keys.STALE,
          new byte[0],
          (key, value) ->
              ByteBuffer.wrap(key).getLong() < nowMillis - KEPT_MILLIS
                  && old.add(key)
                  && old.size() < SWEPT_MAX);
      old.forEach(key -> sweep(view, key));
      return true;
    });
  }

  private static void sweep(WriteView view, byte[] staleKey) {
    byte[] id = Arrays.copyOfRange(staleKey, Long.BYTES, staleKey.length);
    view.delete(Keys.STALE, staleKey);
    if (view.get(Keys.OBJECTS, id).filter(value -> users(value) == 0).isPresent()) {
      view.delete(Keys.OBJECTS, id);
    }
  }

  private static int users(byte[] value) {
    return ByteBuffer.wrap(value).getInt();
  }

  /** Changes within one write. */
  static final class Writing {
    private final WriteView view;
    private final long nowMillis;

    Writing(WriteView view, long nowMillis) {
      this.view = view;
      this.nowMillis = nowMillis;
    }

    /** Makes these the objects that a folder consists of, in place of what it had. */
    void replace(long folder, Map<Hash, byte[]> objects) {
      Set<Hash> old = parts(folder);
      objects.forEach((id, bytes) -> {
        if (!old.remove(id)) {
          use(id, bytes);
        }
      });
      old.forEach(this::drop);
      ByteBuffer parts = ByteBuffer.allocate(objects.size() * Hash.BYTES);
      objects.keySet().forEach(id -> parts.put(id.bytes()));
      view.put(Keys.PARTS, Keys.folder(folder), parts.array());
    }

    /** Drops the objects of a folder that is gone. */
    void release(long folder) {
      parts(folder).forEach(this::drop);
      view.delete(Keys.PARTS, Keys.folder(folder));
    }

    private Set<Hash> parts(long folder) {
      Set<Hash> parts = new HashSet<>();
      byte[] ids = view.get(Keys.PARTS, Keys.folder(folder)).orElseGet(() -> new byte[0]);
      for (int i = 0; i < ids.length; i += Hash.BYTES) {
        parts.add(Hash.of(Arrays.copyOfRange(ids, i, i + Hash.BYTES)));
      }
      return parts;
    }

    private void use(Hash id, byte[] bytes) {
      int users = view.get(Keys.OBJECTS, id.bytes()).map(ObjectStore::users).orElse(0);
      put(id, users + 1, bytes);
    }

    private void drop(Hash id) {
      byte[] value = view.get(Keys.OBJECTS, id.bytes()).orElseThrow();
      put(id, users(value) - 1, Arrays.copyOfRange(value, Integer.BYTES, value.length));
      if (users(value) == 1) {
        view.put(Keys.STALE, Keys.stale(nowMillis, id), new byte[0]);
      }
    }

    private void put(Hash id, int users, byte[] bytes) {
      view.put(
          Keys.OBJECTS,
          id.bytes(),
          ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(users).put(bytes).array());
    }
  }
}
