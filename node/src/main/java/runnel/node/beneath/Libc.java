package runnel.node.beneath;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls of libc that are used on files. Each returns what the call returned, or the negated
 * errno.
 *
 * <p>{@code errno} is a segment of {@link #ERRNO_STATE}, which the linker fills before the JVM can
 * disturb it.
 */
final class Libc {
  static final StructLayout ERRNO_STATE = Linker.Option.captureStateLayout();

  private static final Linker LINKER = Linker.nativeLinker();
  static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      ERRNO_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** Alike on all machines: openat2 is newer than the common numbering of system calls. */
  private static final long SYS_OPENAT2 = 437;

  private static final MethodHandle OPENAT2 =
      call(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
          CAPTURE,
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle STATX =
      call(
          "statx",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
          CAPTURE);
  private static final MethodHandle GETDENTS64 =
      call("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
  private static final MethodHandle PREAD =
      call(
          "pread",
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG),
          CAPTURE);
  private static final MethodHandle LSEEK =
      call("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT), CAPTURE);
  private static final MethodHandle READLINKAT =
      call(
          "readlinkat",
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
          CAPTURE);
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);

  private Libc() {}

  static long openat2(MemorySegment errno, int folder, MemorySegment path, MemorySegment how) {
    try {
      long result =
          (long) OPENAT2.invokeExact(errno, SYS_OPENAT2, (long) folder, path, how, how.byteSize());
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** The mask and flags are {@code statx}'s own; the facts land in 256 bytes. */
  static int statx(MemorySegment errno, int folder, MemorySegment path, StatxCall call) {
    try {
      int result =
          (int) STATX.invokeExact(errno, folder, path, call.flags(), call.mask(), call.facts());
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  record StatxCall(int flags, int mask, MemorySegment facts) {}

  static long getdents64(MemorySegment errno, int folder, MemorySegment buffer) {
    try {
      long result = (long) GETDENTS64.invokeExact(errno, folder, buffer, buffer.byteSize());
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long pread(MemorySegment errno, int file, MemorySegment target, long position) {
    try {
      long result = (long) PREAD.invokeExact(errno, file, target, target.byteSize(), position);
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long lseek(MemorySegment errno, int file, long position, int whence) {
    try {
      long result = (long) LSEEK.invokeExact(errno, file, position, whence);
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static long readlinkat(MemorySegment errno, int folder, MemorySegment name, MemorySegment into) {
    try {
      long result = (long) READLINKAT.invokeExact(errno, folder, name, into, into.byteSize());
      return result < 0 ? -error(errno) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Its result does not matter: Linux frees the descriptor whatever it answers. */
  static void close(MemorySegment errno, int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(errno, descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int error(MemorySegment errno) {
    return (int) ERRNO.get(errno, 0L);
  }

  @SuppressWarnings("restricted") // Native calls are what this package is for.
  static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name)),
        type,
        options);
  }

  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a call into libc failed in Java", e);
  }
}
