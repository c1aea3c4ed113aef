package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * libfuse's functions that take and give addresses, and memory by its address. Addresses are plain
 * numbers here: they come with every request, and an object for each would be garbage.
 */
@SuppressWarnings("restricted") // All of it reaches into what libfuse owns.
final class Raw {
  /** All memory: what is read of it was handed over by libfuse, with its length. */
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final Linker LINKER = Linker.nativeLinker();

  /** {@code fuse_session_ops.process} with a {@code fuse_buf}: data, buffer, channel. */
  static final FunctionDescriptor PROCESS =
      FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** {@code fuse_chan_ops.send}: channel, {@code iovec}s, their number; 0 or a negative errno. */
  static final FunctionDescriptor SEND =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** Constant, so that the compiler sees through it: called once for each request. */
  private static final MethodHandle PROCESS_AT = LINKER.downcallHandle(PROCESS);

  private static final FunctionDescriptor FROM_ONE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);

  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup(Native.FUSE_LIBRARY, Arena.global());

  private static final MethodHandle GET_SESSION = function("fuse_get_session", FROM_ONE);
  private static final MethodHandle SESSION_DATA = function("fuse_session_data", FROM_ONE);
  private static final MethodHandle SESSION_CHANNEL =
      function("fuse_session_next_chan", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CHANNEL_NEW =
      function(
          "fuse_chan_new",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CHANNEL_BUFFER = function("fuse_chan_bufsize", FROM_ONE);
  private static final MethodHandle CHANNEL_SEND = function("fuse_chan_send", SEND);
  private static final MethodHandle CHANNEL_DESTROY =
      function("fuse_chan_destroy", FunctionDescriptor.ofVoid(JAVA_LONG));

  private Raw() {}

  static long session(long fuse) {
    return call(() -> (long) GET_SESSION.invokeExact(fuse));
  }

  static long data(long session) {
    return call(() -> (long) SESSION_DATA.invokeExact(session));
  }

  static long channel(long session) {
    return call(() -> (long) SESSION_CHANNEL.invokeExact(session, 0L));
  }

  static long bufferBytes(long channel) {
    return call(() -> (long) CHANNEL_BUFFER.invokeExact(channel));
  }

  /** Makes a channel without a device, with these {@code fuse_chan_ops}. */
  static long newChannel(long operations, long bufferBytes) {
    return call(() -> (long) CHANNEL_NEW.invokeExact(operations, -1, bufferBytes, 0L));
  }

  static void destroyChannel(long channel) {
    var _ =
        call(() -> {
          CHANNEL_DESTROY.invokeExact(channel);
          return 0;
        });
  }

  /** Returns 0, or a negative errno. */
  static int send(long channel, long vectors, long count) {
    return (int) call(() -> (int) CHANNEL_SEND.invokeExact(channel, vectors, count));
  }

  /** Calls the function at the address, a {@link #PROCESS}. */
  static void process(MemorySegment function, long data, long buffer, long channel) {
    try {
      PROCESS_AT.invokeExact(function, data, buffer, channel);
    } catch (Throwable e) {
      throw new IllegalStateException("libfuse throws nothing", e);
    }
  }

  /** Returns the address of a function that calls this one, which must not throw. */
  static long stub(MethodHandle body, FunctionDescriptor type, Arena life) {
    return LINKER.upcallStub(body, type, life).address();
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LIBRARY.find(name).orElseThrow(), type);
  }

  private interface Call {
    long run() throws Throwable;
  }

  private static long call(Call call) {
    try {
      return call.run();
    } catch (Throwable e) {
      throw new IllegalStateException("libfuse throws nothing", e);
    }
  }
}
