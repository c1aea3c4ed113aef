package runnel.node.cache;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** File descriptors of the operating system, which Java does not show. Linux only. */
final class Descriptors {
  /** {@code O_RDONLY | O_CLOEXEC}, the same on every machine that Linux runs a JDK on. */
  private static final int OPEN_FLAGS = 0x80000;

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final Path OWN = Path.of("/proc/self/fd");

  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Descriptors() {}

  /** Opens a file for reading; empty if that fails, or where the system is not Linux. */
  static OptionalInt open(Path path) {
    if (!LINUX) {
      return OptionalInt.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString(), StandardCharsets.UTF_8);
      int descriptor = (int) OPEN.invokeExact(name, OPEN_FLAGS);
      return descriptor < 0 ? OptionalInt.empty() : OptionalInt.of(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("open(2) could not be called", e);
    }
  }

  /** Closes a descriptor that {@link #open} returned. */
  static void close(int descriptor) {
    try {
      // An error of close(2) on a file that was only read says nothing that could be acted on.
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close(2) could not be called", e);
    }
  }

  /** Returns a path that leads to the very file behind the descriptor, also if it was replaced. */
  static Path path(int descriptor, Path otherwise) {
    Path path = OWN.resolve(Integer.toString(descriptor));
    return Files.exists(path) ? path : otherwise;
  }

  // The launchers allow native access; the two functions are called with the types they have.
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] options =
        name.equals("open")
            ? new Linker.Option[] {Linker.Option.firstVariadicArg(2)}
            : new Linker.Option[0];
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }
}
