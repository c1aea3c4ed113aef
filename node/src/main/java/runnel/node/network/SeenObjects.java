package runnel.node.network;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.content.Hash;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreException;
import runnel.indexd.store.Table;
import runnel.indexd.store.WriteView;

/**
 * Folder objects that were seen, kept on disk up to a number, the longest unused dropped first.
 *
 * <p>Thread-safe. Holds verified objects only, so what it returns need not be hashed again.
 */
final class SeenObjects {
  static final Table OBJECTS = new Table("objects");
  static final Table ORDER = new Table("order");

  /** Some 20 MB to 1 GB: a page lists at most 512 entries. */
  static final int OBJECTS_MAX = 50_000;

  private static final System.Logger LOG = System.getLogger(SeenObjects.class.getName());

  private final Store store;
  private final int objectsMax;
  private final AtomicLong sequence;

  SeenObjects(Store store, int objectsMax) {
    this.store = store;
    this.objectsMax = objectsMax;
    this.sequence = new AtomicLong(store.read(SeenObjects::lastSequence) + 1);
  }

  Optional<byte[]> get(Hash id) {
    Optional<byte[]> value = store.read(view -> view.get(OBJECTS, id.bytes()));
    value.filter(this::isAgeing).map(SeenObjects::body).ifPresent(this::keepLonger);
    return value.map(SeenObjects::body);
  }

  /** Keeps objects whose hash the caller has checked. */
  void put(List<byte[]> objects) {
    store.write(view -> {
      objects.forEach(object -> put(view, object));
      dropOldest(view);
      return true;
    });
  }

  /** What is read must not depend on whether there is room to write. */
  private void keepLonger(byte[] object) {
    try {
      put(List.of(object));
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.DEBUG, "could not keep a folder for longer: {0}", e.getMessage());
    }
  }

  private void put(WriteView view, byte[] object) {
    byte[] id = Hash.digest(object).bytes();
    view.get(OBJECTS, id).ifPresent(old -> view.delete(ORDER, Arrays.copyOf(old, Long.BYTES)));
    byte[] order = key(sequence.getAndIncrement());
    view.put(ORDER, order, id);
    view.put(
        OBJECTS,
        id,
        ByteBuffer.allocate(Long.BYTES + object.length).put(order).put(object).array());
  }

  private void dropOldest(WriteView view) {
    long limit = sequence.get() - objectsMax;
    List<Map.Entry<byte[], byte[]>> old = new ArrayList<>();
    view.scanFrom(
        ORDER,
        new byte[0],
        (order, id) -> {
          boolean drop = ByteBuffer.wrap(order).getLong() < limit;
          if (drop) {
            old.add(Map.entry(order, id));
          }
          return drop;
        });
    for (Map.Entry<byte[], byte[]> entry : old) {
      view.delete(ORDER, entry.getKey());
      view.delete(OBJECTS, entry.getValue());
    }
  }

  /** In the older half: used again, it moves to the front, so that most reads write nothing. */
  private boolean isAgeing(byte[] value) {
    return ByteBuffer.wrap(value).getLong() < sequence.get() - objectsMax / 2;
  }

  private static long lastSequence(ReadView view) {
    return view.last(ORDER, new byte[0])
        .map(entry -> ByteBuffer.wrap(entry.getKey()).getLong())
        .orElse(0L);
  }

  private static byte[] key(long sequence) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
  }

  private static byte[] body(byte[] value) {
    return Arrays.copyOfRange(value, Long.BYTES, value.length);
  }
}
