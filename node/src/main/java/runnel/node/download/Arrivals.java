package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.SourceFailure;

/**
 * Small files on their way from one request to the disk: who fetches them, a virtual thread with a
 * turn at the peer, does not wait for the disk, which may hang. One request is 1 MiB at most.
 * Thread-safe.
 */
final class Arrivals implements SmallSink, AutoCloseable {
  /** A file that came, compared with its content id; the buffer has an array, all of it. */
  record Arrival(ContentId content, ByteBuffer bytes) {}

  private final BooleanSupplier stopped;
  private final LongConsumer fetched;

  /** Nothing at the end. */
  private final BlockingQueue<Optional<Arrival>> came = new LinkedBlockingQueue<>();

  private volatile boolean closed;
  private volatile Optional<Heed> heed = Optional.empty();

  /**
   * @param stopped whether the request is to be given up
   * @param fetched told of bytes that came
   */
  Arrivals(BooleanSupplier stopped, LongConsumer fetched) {
    this.stopped = stopped;
    this.fetched = fetched;
  }

  @Override
  public void begun(Runnable abort) {
    heed = Optional.of(new Heed(() -> closed || stopped.getAsBoolean(), abort));
  }

  @Override
  public void take(ContentId content, Optional<byte[]> bytes) throws SourceFailure {
    if (bytes.isEmpty()) {
      return;
    }
    ContentHasher hasher = new ContentHasher(content.length(), 2);
    hasher.update(ByteBuffer.wrap(bytes.get()));
    if (bytes.get().length != content.length() || !hasher.finish().id().equals(content)) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
    }
    fetched.accept(bytes.get().length);
    came.add(Optional.of(new Arrival(content, ByteBuffer.wrap(bytes.get()))));
  }

  /** Nothing more comes. */
  void end() {
    heed.ifPresent(Heed::close);
    came.add(Optional.empty());
  }

  /** Waits for the next; empty at the end. */
  Optional<Arrival> next() {
    try {
      return came.take();
    } catch (InterruptedException e) {
      throw Turns.interrupted(e);
    }
  }

  /** Nobody takes more: the request is given up. */
  @Override
  public void close() {
    closed = true;
  }
}
