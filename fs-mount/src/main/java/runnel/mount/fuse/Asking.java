package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.constants.platform.Errno;

/**
 * Hands requests to libfuse and gets its replies, which the kernel then never sees.
 *
 * <p>A channel without a device: what libfuse sends by it is kept for whoever asked, on the same
 * thread, since libfuse replies before it returns. Thread-safe.
 */
final class Asking implements AutoCloseable {
  /** {@code struct fuse_chan_ops}: receive, send, destroy. */
  private static final int OPERATIONS_BYTES = 3 * Long.BYTES;

  /** {@code struct iovec}: address, length. */
  private static final int VECTOR_BYTES = 2 * Long.BYTES;

  /** {@code struct fuse_buf}: size, flags, memory, descriptor, position. */
  private static final int BUFFER_BYTES = 40;

  private static final int BUFFER_MEMORY = 16;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ThreadLocal<ByteBuffer> reply = ThreadLocal.withInitial(() -> NOTHING);
  private final MemorySegment process;
  private final long data;
  private final long channel;

  /**
   * @param process the address of libfuse's own function, a {@link Raw#PROCESS}
   * @param data of its session
   * @param bufferBytes what the session's real channel has
   * @param life longer than this is used
   */
  Asking(MemorySegment process, long data, long bufferBytes, Arena life) {
    this.process = process;
    this.data = data;
    MemorySegment operations = life.allocate(OPERATIONS_BYTES, Long.BYTES);
    operations.set(JAVA_LONG, Long.BYTES, Raw.stub(keeping(), Raw.SEND, life));
    this.channel = Raw.newChannel(operations.address(), bufferBytes);
  }

  /** Returns the reply to a request, with its header; empty if libfuse sent none. */
  ByteBuffer ask(MemorySegment request) {
    reply.set(NOTHING);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
      buffer.set(JAVA_LONG, 0, request.byteSize());
      buffer.set(JAVA_LONG, BUFFER_MEMORY, request.address());
      Raw.process(process, data, buffer.address(), channel);
    }
    ByteBuffer answer = reply.get();
    reply.remove();
    return answer;
  }

  @Override
  public void close() {
    Raw.destroyChannel(channel);
  }

  private MethodHandle keeping() {
    try {
      return MethodHandles.lookup()
          .bind(this, "keep", MethodType.methodType(int.class, long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What libfuse calls to send. Called by name. */
  @SuppressWarnings("unused")
  private int keep(long channelItself, long vectors, long count) {
    try {
      int bytes = 0;
      for (int i = 0; i < count; i++) {
        bytes = Math.addExact(bytes, Math.toIntExact(length(vectors, i)));
      }
      ByteBuffer all = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
      for (int i = 0; i < count; i++) {
        int length = (int) length(vectors, i);
        long from = Raw.MEMORY.get(JAVA_LONG, vectors + (long) i * VECTOR_BYTES);
        MemorySegment.copy(Raw.MEMORY, JAVA_BYTE, from, all.array(), all.position(), length);
        all.position(all.position() + length);
      }
      reply.set(all.flip());
      return 0;
    } catch (Throwable e) {
      return Errnos.of(Errno.ENOMEM);
    }
  }

  private static long length(long vectors, long i) {
    return Raw.MEMORY.get(JAVA_LONG, vectors + i * VECTOR_BYTES + Long.BYTES);
  }
}
