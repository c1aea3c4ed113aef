package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jnr.constants.platform.Errno;

/**
 * Answers requests with EIO, from memory that was set aside for that: one without an answer would
 * keep whoever waits for it in the kernel. Thread-safe.
 */
final class Refusing {
  // Its number is guarded by this.
  private final MemorySegment reply;
  private final MemorySegment vector;

  /**
   * @param life longer than this is used
   */
  Refusing(Arena life) {
    this.reply = life.allocate(Protocol.OUT_HEADER_BYTES, Long.BYTES);
    this.vector = life.allocate(2 * Long.BYTES, Long.BYTES);
    reply.set(JAVA_INT, 0, Protocol.OUT_HEADER_BYTES);
    reply.set(JAVA_INT, Protocol.OUT_ERROR, Errnos.of(Errno.EIO));
    vector.set(JAVA_LONG, 0, reply.address());
    vector.set(JAVA_LONG, Long.BYTES, reply.byteSize());
  }

  /** Answers the request with that number. */
  synchronized void answer(long unique, long channel) {
    reply.set(JAVA_LONG, Protocol.OUT_UNIQUE, unique);
    var _ = Raw.send(channel, vector.address(), 1);
  }
}
