package runnel.node.share;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Shape;

/**
 * Looks after served bytes: what was just served is hashed again, as far as that costs little, so
 * that a disk that lost bits is noticed though nobody wrote to the file. Thread-safe.
 */
final class Patrol implements AutoCloseable {
  /** A few per cent of a core and of the page cache's speed; what is served faster is sampled. */
  private static final long BYTES_PER_SECOND = 32L << 20;

  private static final int QUEUE_MAX = 64;

  private final Supplier<Optional<Published>> published;
  private final Consumer<ContentId> doubted;
  private final BlockingQueue<Served> served = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;

  /** A node's bytes; the thread's own. */
  private final ByteBuffer node = ByteBuffer.allocateDirect(Leaves.LEAF_BYTES << TreeStore.LAYER);

  /**
   * @param doubted is told content of which some served bytes are others by now
   */
  Patrol(Supplier<Optional<Published>> published, Consumer<ContentId> doubted) {
    this.published = published;
    this.doubted = doubted;
    this.thread = Thread.ofPlatform().name("share-patrol").daemon().unstarted(this::run);
  }

  private record Served(ContentId content, long offset, long length) {}

  void start() {
    thread.start();
  }

  /** Notes what was served; forgets it if there is too much of that. */
  void served(ContentId content, long offset, long length) {
    var _ = served.offer(new Served(content, offset, length));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(Duration.ofNanos(check(served.take()) * 1_000_000_000L / BYTES_PER_SECOND));
      }
    } catch (InterruptedException e) {
      // It was closed.
    } catch (RuntimeException e) {
      System.getLogger(Patrol.class.getName())
          .log(System.Logger.Level.ERROR, "served bytes are not looked after any more", e);
    }
  }

  /** Returns how many bytes it read. */
  private long check(Served what) {
    Optional<Published> now = published.get();
    Optional<HashSource> hashes = now.flatMap(catalog -> catalog.hashes(what.content));
    if (hashes.isEmpty()) {
      return 0;
    }
    try (ServedFile file = now.get().open(what.content).orElse(null)) {
      return file == null ? 0 : check(what, file, hashes.get());
    } catch (ShareException e) {
      return 0; // It is another file by now, which the watching will tell.
    }
  }

  private long check(Served what, ServedFile file, HashSource hashes) {
    Shape shape = Shape.of(what.content.length());
    int layer = Math.min(TreeStore.LAYER, shape.rootLayer());
    long nodeBytes = (long) Leaves.LEAF_BYTES << layer;
    long read = 0;
    for (long index = what.offset / nodeBytes;
        index * nodeBytes < what.offset + what.length;
        index++) {
      Optional<Hash> wanted = hashes.node(layer, index);
      if (wanted.isEmpty()) {
        return read; // Such large files keep higher layers only.
      }
      ByteBuffer bytes = node.clear().limit((int) shape.bytes(layer, index));
      file.read(shape.offset(layer, index), bytes);
      read += bytes.flip().remaining();
      if (!Leaves.node(what.content, layer, index, bytes).equals(wanted.get())) {
        doubted.accept(what.content);
        return read;
      }
    }
    return read;
  }
}
