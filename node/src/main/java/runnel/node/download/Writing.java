package runnel.node.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import runnel.indexd.content.Hash;
import runnel.node.failure.NodeException;
import runnel.node.transfer.NodeRun;

/**
 * Verified nodes on their way to a file that grows: those who bring them, virtual threads, hand
 * them over, and one thread of the system's own writes them, many at a time, so that a disk that
 * hangs holds up nobody else ({@link Disk}). Thread-safe.
 *
 * <p>Whoever brings a node holds a turn at a peer, of which all downloads together have a few. So
 * it waits for a slow disk, but not for one that hangs: what came is dropped then, and asked for
 * again once the disk goes on ({@link #awaitRoom}).
 */
final class Writing {
  /** Where nodes are written. */
  interface Place {
    /** Says whether the node was written; asks no disk. */
    boolean has(long node);

    /** Writes the node; may hang as the disk does. */
    void write(long node, Hash hash, ByteBuffer bytes) throws IOException;
  }

  private record Node(long index, Hash hash, ByteBuffer bytes) {}

  private final Place place;
  private final int nodeBytes;
  private final Duration patience;

  /** Not in the order in which they came: that costs a tenth of a fast disk's speed. */
  private final Semaphore room = new Semaphore(DownloadLimits.NODES_UNWRITTEN);

  /** For what waits, where the kernel can take it without another copy; until the work ends. */
  private final Arena memory = Arena.ofShared();

  // All below are guarded by this, which is notified of what lets the writer go on.
  private final BitSet taken = new BitSet();
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();
  private Queue<Node> waiting = new ArrayDeque<>();
  private Optional<IOException> failure = Optional.empty();
  private boolean handed;
  private boolean stuck;
  private long written;
  private boolean ended;

  /**
   * @param nodeBytes the most that a node has
   * @param patience a disk that writes nothing for so long hangs
   */
  Writing(Place place, int nodeBytes, Duration patience) {
    this.place = place;
    this.nodeBytes = nodeBytes;
    this.patience = patience;
  }

  /** Says whether a node is there, or will be once it is written. */
  synchronized boolean has(long node) {
    return taken.get((int) node) || place.has(node);
  }

  /** Says whether all of them are there, or will be. */
  synchronized boolean hasAll(NodeRun run) {
    for (long node = run.first(); node < run.end(); node++) {
      if (!has(node)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes bytes that fit, of which it makes a copy; waits for room, also of a slow disk, but not if
   * nothing is written at all.
   *
   * @return false if they will not be written
   */
  boolean add(long node, Hash hash, byte[] bytes) {
    if (!enter()) {
      return false;
    }
    synchronized (this) {
      if (ended || failure.isPresent()) {
        room.release();
        return false;
      }
      ByteBuffer copy =
          spare.isEmpty() ? memory.allocate(nodeBytes).asByteBuffer() : spare.pop().clear();
      waiting.add(new Node(node, hash, copy.put(bytes).flip()));
      taken.set((int) node);
      if (waiting.size() >= DownloadLimits.NODES_UNWRITTEN / 2) {
        hand();
      }
      return true;
    }
  }

  private boolean enter() {
    if (isStuck()) {
      return room.tryAcquire();
    }
    boolean entered = false;
    long before = -1;
    long now = written();
    try {
      while (!entered && before != now) {
        before = now;
        entered = room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        now = written();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!entered) {
      sticks();
    }
    return entered;
  }

  private synchronized long written() {
    return written;
  }

  private synchronized void sticks() {
    stuck = true;
  }

  /** Says whether the disk hangs, as far as is known: what is brought now is dropped. */
  synchronized boolean isStuck() {
    return stuck;
  }

  /**
   * Waits until something can be taken, for as long as the disk hangs.
   *
   * @param over whether nobody is to wait any more
   * @return false if it is over
   */
  boolean awaitRoom(BooleanSupplier over) {
    boolean entered = Turns.enter(room, () -> over.getAsBoolean() || isOver());
    if (entered) {
      goesOn();
      room.release();
    }
    return entered;
  }

  /** Lets all be written that was taken: nothing more comes for a while. */
  synchronized void hand() {
    handed = true;
    notifyAll();
  }

  /** Takes nothing more; what was taken is written still. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Writes what comes until the end; the disk holds it as long as it likes.
   *
   * @throws UncheckedIOException if the disk refused
   */
  void work() {
    try {
      for (Queue<Node> next = next(); !next.isEmpty(); next = next()) {
        next.forEach(this::write);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      close(); // Whatever it was that failed: who brings something would wait for ever.
    }
    synchronized (this) {
      failure.ifPresent(why -> {
        throw new UncheckedIOException(why);
      });
    }
  }

  private synchronized void close() {
    end();
    memory.close();
  }

  /** Returns nothing at the end. */
  private synchronized Queue<Node> next() throws InterruptedException {
    while (!ended && (!handed || waiting.isEmpty())) {
      wait();
    }
    handed = false;
    Queue<Node> next = waiting;
    waiting = new ArrayDeque<>();
    return next;
  }

  private void write(Node node) {
    try {
      if (!isFailed()) {
        place.write(node.index(), node.hash(), node.bytes());
      }
    } catch (IOException e) {
      fail(e);
    } finally {
      leave(node);
    }
  }

  private void leave(Node node) {
    synchronized (this) {
      spare.push(node.bytes());
      goesOn();
    }
    room.release();
  }

  private synchronized void goesOn() {
    written++;
    stuck = false;
  }

  private synchronized void fail(IOException why) {
    failure = Optional.of(why);
  }

  /** Says whether the disk refused. */
  synchronized boolean isFailed() {
    return failure.isPresent();
  }

  /** Says whether nothing is taken any more. */
  synchronized boolean isOver() {
    return ended || failure.isPresent();
  }

  private static NodeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new NodeException(NodeException.Kind.UNAVAILABLE, "interrupted", e);
  }
}
