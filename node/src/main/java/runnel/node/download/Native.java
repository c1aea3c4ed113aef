package runnel.node.download;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the JDK has not got of libc: to rename without overwriting, and to sync a file system. */
final class Native {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** rename(2): fail with EEXIST rather than replace what has the new name, be it a link. */
  private static final int RENAME_NOREPLACE = 1;

  /** O_RDONLY | O_CLOEXEC: alike on x86_64 and aarch64. */
  private static final int READ = 02000000;

  private static final int AT_FDCWD = -100;
  private static final int EEXIST = 17;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;

  private static final MethodHandle RENAMEAT2 =
      call(
          "renameat2",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle OPEN =
      call(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SYNCFS =
      call("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private Native() {}

  /** How a rename without overwriting ended. */
  enum Renamed {
    DONE,
    /** Something has the new name. */
    TAKEN,
    /** The file system can't tell in one step. */
    UNSUPPORTED,
    FAILED
  }

  static Renamed renameNoReplace(Path from, Path to) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result =
          (int)
              RENAMEAT2.invokeExact(
                  state, AT_FDCWD, text(arena, from), AT_FDCWD, text(arena, to), RENAME_NOREPLACE);
      return result == 0 ? Renamed.DONE : failure((int) ERRNO.get(state, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Brings all that was written to the folder's file system to its disk: one call for hundreds of
   * small files, each of which would cost a sync of its own.
   *
   * @return whether that worked
   */
  static boolean syncFileSystem(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int descriptor = (int) OPEN.invokeExact(state, text(arena, folder), READ);
      if (descriptor < 0) {
        return false;
      }
      int result = (int) SYNCFS.invokeExact(state, descriptor);
      int _ = (int) CLOSE.invokeExact(state, descriptor);
      return result == 0;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static Renamed failure(int errno) {
    return switch (errno) {
      case EEXIST -> Renamed.TAKEN;
      case EINVAL, ENOSYS -> Renamed.UNSUPPORTED;
      default -> Renamed.FAILED;
    };
  }

  private static MemorySegment text(Arena arena, Path path) {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    MemorySegment text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
    return text;
  }

  @SuppressWarnings("restricted") // Native calls are what this class is for.
  private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name)),
        type,
        Stream.concat(Stream.of(CAPTURE), Stream.of(options)).toArray(Linker.Option[]::new));
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a call into libc failed in Java", e);
  }
}
