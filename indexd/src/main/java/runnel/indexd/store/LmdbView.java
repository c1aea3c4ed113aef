package runnel.indexd.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** A view of one LMDB transaction; closing it ends the view, not the transaction. */
final class LmdbView implements WriteView, AutoCloseable {
  private final Map<Table, Dbi<ByteBuffer>> tables;
  private final Txn<ByteBuffer> txn;
  private final ByteBuffer keyBuffer;
  private final Faults faults;
  private int scans;
  private boolean ended;

  /**
   * @param keyBuffer direct, of {@link Table#KEY_BYTES_MAX} bytes, used by nobody else meanwhile
   */
  LmdbView(
      Map<Table, Dbi<ByteBuffer>> tables,
      Txn<ByteBuffer> txn,
      ByteBuffer keyBuffer,
      Faults faults) {
    this.tables = tables;
    this.txn = txn;
    this.keyBuffer = keyBuffer;
    this.faults = faults;
  }

  @Override
  public Optional<byte[]> get(Table table, byte[] key) {
    Dbi<ByteBuffer> dbi = dbi(table);
    try {
      return Optional.ofNullable(dbi.get(txn, keyIn(key))).map(LmdbView::copy);
    } catch (LmdbException e) {
      throw faults.of("read", e);
    }
  }

  @Override
  public void scan(Table table, byte[] prefix, BiPredicate<byte[], byte[]> whileTrue) {
    scanFrom(table, prefix, (key, value) -> startsWith(key, prefix) && whileTrue.test(key, value));
  }

  @Override
  public void scanFrom(Table table, byte[] firstKey, BiPredicate<byte[], byte[]> whileTrue) {
    Dbi<ByteBuffer> dbi = dbi(table);
    scans++;
    try (Cursor<ByteBuffer> cursor = dbi.openCursor(txn)) {
      boolean found = seek(cursor, firstKey);
      while (found && whileTrue.test(copy(cursor.key()), copy(cursor.val()))) {
        found = cursor.next();
      }
    } catch (LmdbException e) {
      throw faults.of("read", e);
    } finally {
      scans--;
    }
  }

  @Override
  public Optional<Map.Entry<byte[], byte[]>> last(Table table, byte[] prefix) {
    Dbi<ByteBuffer> dbi = dbi(table);
    try (Cursor<ByteBuffer> cursor = dbi.openCursor(txn)) {
      Optional<byte[]> end = firstBeyond(prefix);
      boolean beyond = end.isPresent() && seek(cursor, end.get());
      boolean found = beyond ? cursor.prev() : cursor.last();
      return found && startsWith(copy(cursor.key()), prefix)
          ? Optional.of(Map.entry(copy(cursor.key()), copy(cursor.val())))
          : Optional.empty();
    } catch (LmdbException e) {
      throw faults.of("read", e);
    }
  }

  @Override
  public long count(Table table) {
    Dbi<ByteBuffer> dbi = dbi(table);
    try {
      return dbi.stat(txn).entries;
    } catch (LmdbException e) {
      throw faults.of("read", e);
    }
  }

  @Override
  public void put(Table table, byte[] key, byte[] value) {
    Dbi<ByteBuffer> dbi = writable(table);
    try {
      dbi.reserve(txn, keyIn(key), value.length).put(value);
    } catch (LmdbException e) {
      throw faults.of("write to", e);
    }
  }

  @Override
  public boolean delete(Table table, byte[] key) {
    Dbi<ByteBuffer> dbi = writable(table);
    try {
      return dbi.delete(txn, keyIn(key));
    } catch (LmdbException e) {
      throw faults.of("write to", e);
    }
  }

  @Override
  public void close() {
    ended = true;
  }

  private Dbi<ByteBuffer> writable(Table table) {
    if (scans > 0) {
      throw new IllegalStateException("a scan may not write: collect first, write afterwards");
    }
    return dbi(table);
  }

  private Dbi<ByteBuffer> dbi(Table table) {
    if (ended) {
      throw new IllegalStateException("the view ended with the function it was given to");
    }
    Dbi<ByteBuffer> dbi = tables.get(table);
    if (dbi == null) {
      throw new IllegalArgumentException("the store has no table '" + table.name() + "'");
    }
    return dbi;
  }

  private boolean seek(Cursor<ByteBuffer> cursor, byte[] key) {
    return key.length == 0 ? cursor.first() : cursor.get(keyIn(key), GetOp.MDB_SET_RANGE);
  }

  private ByteBuffer keyIn(byte[] key) {
    if (key.length < 1 || key.length > Table.KEY_BYTES_MAX) {
      throw new IllegalArgumentException("a key has 1 to 511 bytes, not " + key.length);
    }
    return keyBuffer.clear().put(key).flip();
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Returns the first key above all that begin with the prefix, if there can be one. */
  private static Optional<byte[]> firstBeyond(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xff) {
        byte[] end = Arrays.copyOf(prefix, i + 1);
        end[i]++;
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }
}
