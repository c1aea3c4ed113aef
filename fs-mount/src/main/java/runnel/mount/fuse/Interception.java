package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between libfuse's loop and what handles requests, and answers those that libfuse 2 does
 * not know ({@link PlusListings}).
 *
 * <p>libfuse has no place for that, but the address of the function that handles requests is in a
 * struct of its own, {@code fuse_session}. libfuse 2 ended in 2019 with 2.9.9, so that struct does
 * not change any more; that it is the one we know is checked by two members that libfuse tells. If
 * it is another, nothing is done, and the kernel is not told that we know more (ADR 14).
 */
final class Interception implements AutoCloseable {
  /** Members of {@code fuse_session} since 2.9.0: after four operations and the receiver. */
  private static final int PROCESS = 40;

  private static final int DATA = 48;
  private static final int CHANNEL = 64;

  /** {@code struct fuse_buf}: size, flags, memory. Flagged is what is not in memory. */
  private static final int BUFFER_FLAGS = 8;

  private static final int BUFFER_MEMORY = 16;

  private static final Logger LOG = System.getLogger(Interception.class.getName());

  /** Sends a reply to the kernel by a channel; returns 0, or a negative errno. */
  @FunctionalInterface
  interface Kernel {
    int send(ByteBuffer reply, long channel);
  }

  private final Arena life;
  private final MemorySegment process;
  private final Asking asking;
  private final PlusListings listings;
  private final AtomicBoolean reported = new AtomicBoolean();
  private final Beginning beginning;
  private final Refusing refusing;
  private final Kernel kernel;

  private Interception(Arena life, long session, Beginning beginning, Kernel kernel) {
    this.life = life;
    this.beginning = beginning;
    this.refusing = new Refusing(life);
    this.kernel = kernel;
    this.process = MemorySegment.ofAddress(Raw.MEMORY.get(JAVA_LONG, session + PROCESS));
    long channel = Raw.channel(session);
    this.asking = new Asking(process, Raw.data(session), Raw.bufferBytes(channel), life);
    this.listings = new PlusListings(asking::ask, System::nanoTime);
    Raw.MEMORY.set(JAVA_LONG, session + PROCESS, Raw.stub(handling(), Raw.PROCESS, life));
  }

  /**
   * Begins, before the first request.
   *
   * @param fuse a {@code struct fuse}; its loop ends before this is closed
   * @param beginning told when the kernel has the answer to its first request, or never will
   * @param kernel {@link #send} but for tests
   * @return empty if its shape is not known; then nothing is told
   */
  static Optional<Interception> of(long fuse, Beginning beginning, Kernel kernel) {
    try {
      long session = Raw.session(fuse);
      return isKnown(session)
          ? Optional.of(new Interception(Arena.ofShared(), session, beginning, kernel))
          : Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "listings come without attributes: {0}", e.toString());
      return Optional.empty();
    }
  }

  private static boolean isKnown(long session) {
    boolean isKnown =
        Raw.MEMORY.get(JAVA_LONG, session + DATA) == Raw.data(session)
            && Raw.MEMORY.get(JAVA_LONG, session + CHANNEL) == Raw.channel(session)
            && Raw.MEMORY.get(JAVA_LONG, session + PROCESS) != 0;
    if (!isKnown) {
      LOG.log(Level.INFO, "this libfuse is not known: listings come without attributes");
    }
    return isKnown;
  }

  @Override
  public void close() {
    asking.close();
    life.close();
  }

  private MethodHandle handling() {
    try {
      MethodType type = MethodType.methodType(void.class, long.class, long.class, long.class);
      return MethodHandles.lookup().bind(this, "handle", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What libfuse's loop calls for each request, on many threads. Called by name. */
  @SuppressWarnings("unused")
  private void handle(long data, long buffer, long channel) {
    try {
      switch (opcode(buffer)) {
        case Protocol.INIT -> init(request(buffer), channel);
        case Protocol.READDIRPLUS -> list(request(buffer), channel);
        default -> Raw.process(process, data, buffer, channel);
      }
    } catch (Throwable e) {
      report(e); // Nothing may be thrown into native code.
    }
  }

  private static int opcode(long buffer) {
    boolean isInMemory = Raw.MEMORY.get(JAVA_INT, buffer + BUFFER_FLAGS) == 0;
    long bytes = Raw.MEMORY.get(JAVA_LONG, buffer);
    if (!isInMemory || bytes < Protocol.IN_HEADER_BYTES) {
      return 0;
    }
    return Raw.MEMORY.get(
        JAVA_INT, Raw.MEMORY.get(JAVA_LONG, buffer + BUFFER_MEMORY) + Protocol.IN_OPCODE);
  }

  private static MemorySegment request(long buffer) {
    return Raw.MEMORY.asSlice(
        Raw.MEMORY.get(JAVA_LONG, buffer + BUFFER_MEMORY), Raw.MEMORY.get(JAVA_LONG, buffer));
  }

  /** All other requests wait for the answer: there is one whatever happens. */
  private void init(MemorySegment request, long channel) {
    long unique = request.get(JAVA_LONG, Protocol.IN_UNIQUE);
    try {
      agree(request, channel);
      beginning.agreed();
    } catch (RuntimeException | Error e) {
      beginning.failed(e);
      refusing.answer(unique, channel);
    }
  }

  /** Tells the kernel that we know READDIRPLUS if it does, too. */
  private void agree(MemorySegment request, long channel) {
    int known = request.get(JAVA_INT, Protocol.IN_INIT_FLAGS) & Protocol.DO_READDIRPLUS;
    ByteBuffer reply = asking.ask(request);
    if (reply.remaining() < Protocol.OUT_INIT_FLAGS + Integer.BYTES) {
      throw new IllegalStateException("libfuse refused it");
    }
    int flags = reply.getInt(Protocol.OUT_INIT_FLAGS);
    reply.putInt(Protocol.OUT_INIT_FLAGS, flags | known);
    int error = kernel.send(reply, channel);
    if (error != 0) {
      throw new IllegalStateException("the kernel did not take it, errno " + -error);
    }
  }

  private void list(MemorySegment request, long channel) {
    long unique = request.get(JAVA_LONG, Protocol.IN_UNIQUE);
    try {
      PlusListings.Reply reply = listings.reply(request);
      if (kernel.send(reply.bytes(), channel) != 0) {
        listings.takeBack(reply); // The program was interrupted.
      }
    } catch (RuntimeException | Error e) {
      refusing.answer(unique, channel);
      report(e);
    }
  }

  /** Once: a program that tries again shall not fill the log. Throws nothing. */
  private void report(Throwable e) {
    try {
      if (reported.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "mount: a request failed unexpectedly, programs get EIO; told once: {0}",
            e.toString());
      }
    } catch (Throwable _) {
      // There may be no memory for that either.
    }
  }

  /** Returns 0, or a negative errno. */
  static int send(ByteBuffer reply, long channel) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Math.max(1, reply.remaining()), Long.BYTES);
      bytes.copyFrom(MemorySegment.ofBuffer(reply));
      MemorySegment vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
      vector.set(JAVA_LONG, 0, bytes.address());
      vector.set(JAVA_LONG, Long.BYTES, reply.remaining());
      return Raw.send(channel, vector.address(), 1);
    }
  }
}
