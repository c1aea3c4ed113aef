package runnel.indexd.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;
import runnel.indexd.store.StoreException.Kind;

/**
 * An open store.
 *
 * <pre>{@code
 * try (Store store = Store.open(folder, settings)) {
 *   store.write(view -> { view.put(USERS, key, value); return true; });
 *   Optional<byte[]> value = store.read(view -> view.get(USERS, key));
 * }
 * }</pre>
 *
 * <p>Thread-safe, for platform and virtual threads alike. Calls are not interruptible: they are as
 * short as the functions given to them, which should do no I/O of their own.
 */
public final class Store implements AutoCloseable {
  /** The most reads at once: below LMDB's 126 reader slots. More wait for their turn. */
  public static final int READERS = 120;

  private static final long MAP_UNIT_BYTES = 1 << 16;

  private final StoreFolder folder;
  private final Env<ByteBuffer> env;
  private final Faults faults;
  private final Writer writer;
  private final Map<Table, Dbi<ByteBuffer>> tables;
  private final ByteBuffer writeKey = ByteBuffer.allocateDirect(Table.KEY_BYTES_MAX);

  /** A key buffer for each read that may run now; closing takes them all. */
  private final ArrayBlockingQueue<ByteBuffer> readKeys = new ArrayBlockingQueue<>(READERS);

  private volatile boolean closed;

  private Store(StoreFolder folder, StoreSettings settings) {
    this.folder = folder;
    faults = new Faults(folder.path());
    env = openEnvironment(folder, settings, faults);
    writer = new Writer(env, faults);
    try {
      Schema schema = new Schema(folder.path(), settings);
      tables = writer.write(txn -> schema.open(env, txn));
      folder.markMade();
    } catch (RuntimeException | Error e) {
      writer.close();
      env.close();
      throw e;
    }
    for (int i = 0; i < READERS; i++) {
      readKeys.add(ByteBuffer.allocateDirect(Table.KEY_BYTES_MAX));
    }
  }

  /**
   * Opens the store in the folder, making both if need be.
   *
   * @throws StoreException IN_USE, DAMAGED, WRONG_VERSION, FULL or FAILED; nothing stays open then
   */
  public static Store open(Path folder, StoreSettings settings) {
    StoreFolder claimed = StoreFolder.claim(folder);
    try {
      return new Store(claimed, settings);
    } catch (RuntimeException | Error e) {
      claimed.close();
      throw e;
    }
  }

  /**
   * Runs the function on a view of what is committed now and returns what it returns; what it
   * throws comes through. One read may not begin another, nor a write.
   *
   * @throws StoreException CLOSED or DAMAGED
   */
  public <T> T read(Function<? super ReadView, ? extends T> function) {
    if (writer.isCurrentThread()) {
      throw new IllegalStateException("a write reads through its own view");
    }
    ByteBuffer key = takeReadKey();
    try (Txn<ByteBuffer> txn = beginRead();
        LmdbView view = new LmdbView(tables, txn, key, faults)) {
      return function.apply(view);
    } finally {
      readKeys.add(key);
    }
  }

  /**
   * Runs the function in a write transaction, on the store's writer thread, and returns what it
   * returned once that is on the disk. If it throws, nothing of it is written, and what it threw is
   * thrown here. It may run twice, the second time as if the first had not been, so it changes
   * nothing but through its view. It must not keep the thread: other writes wait.
   *
   * @throws StoreException FULL, with the store as it was before; CLOSED, DAMAGED or FAILED
   */
  public <T> T write(Function<? super WriteView, ? extends T> function) {
    return writer.write(txn -> {
      try (LmdbView view = new LmdbView(tables, txn, writeKey, faults)) {
        return function.apply(view);
      }
    });
  }

  /** Returns how many bytes of the map were ever used; what was deleted since counts. */
  public long usedBytes() {
    ByteBuffer key = takeReadKey();
    try {
      return (env.info().lastPageNumber + 1) * env.stat().pageSize;
    } catch (LmdbException e) {
      throw faults.of("read", e);
    } finally {
      readKeys.add(key);
    }
  }

  /** Finishes the writes and reads that were begun and closes the store. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    writer.close();
    for (int i = 0; i < READERS; i++) {
      takeUninterruptibly();
    }
    for (int i = 0; i < READERS; i++) {
      readKeys.add(ByteBuffer.allocateDirect(0)); // Whoever waits wakes and learns of the end.
    }
    try {
      env.close();
    } finally {
      folder.close();
    }
  }

  private ByteBuffer takeReadKey() {
    ByteBuffer key = takeUninterruptibly();
    if (closed) {
      readKeys.add(key);
      throw faults.closed();
    }
    return key;
  }

  private ByteBuffer takeUninterruptibly() {
    boolean interrupted = false;
    while (true) {
      try {
        ByteBuffer key = readKeys.take();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return key;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private Txn<ByteBuffer> beginRead() {
    try {
      return env.txnRead();
    } catch (LmdbException e) {
      throw faults.of("read", e);
    }
  }

  private static Env<ByteBuffer> openEnvironment(
      StoreFolder folder, StoreSettings settings, Faults faults) {
    long wanted = Math.max(settings.mapBytes(), folder.dataBytes());
    long mapBytes = Math.ceilDiv(wanted, MAP_UNIT_BYTES) * MAP_UNIT_BYTES;
    if (folder.dataBytes() > 0) {
      folder.extend(mapBytes);
    }
    try {
      Env<ByteBuffer> env =
          Env.create(ByteBufferProxy.PROXY_OPTIMAL)
              .setMapSize(mapBytes)
              .setMaxDbs(StoreSettings.TABLES_MAX + 1)
              .open(folder.path().toFile(), StoreFolder.FILE_MODE, EnvFlags.MDB_NOTLS);
      folder.extend(mapBytes);
      return env;
    } catch (LmdbException e) {
      throw faults.of("open", e);
    } catch (UnsatisfiedLinkError e) {
      throw new StoreException(
          Kind.FAILED, "could not open the store " + folder.path() + ": LMDB does not load", e);
    }
  }
}
