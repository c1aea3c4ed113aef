package runnel.node;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives memory back while the node has nothing to do ({@link Leisure}): forgets listings that
 * nobody asked for lately, has the heap shrunk to what is in use, and returns what malloc keeps.
 */
final class Tidying implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Tidying.class.getName());

  /** Long enough that a pause between two commands of a person rarely counts. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private static final Duration END = Duration.ofSeconds(1);

  private final LongSupplier forget;
  private final Thread thread = Thread.ofVirtual().name("tidying").unstarted(this::run);

  private Tidying(LongSupplier forget) {
    this.forget = forget;
  }

  /**
   * Begins.
   *
   * @param forget as for {@link Leisure#isTimeToTidy}
   */
  static Tidying begin(LongSupplier forget) {
    Tidying tidying = new Tidying(forget);
    tidying.thread.start();
    return tidying;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      boolean _ = thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Leisure leisure = new Leisure(Runtime.getRuntime().totalMemory());
    try {
      while (true) {
        Thread.sleep(EVERY);
        if (leisure.isTimeToTidy(look(), forget)) {
          tidy();
          leisure.tidied(Runtime.getRuntime().totalMemory());
        }
      }
    } catch (InterruptedException e) {
      // The node stops.
    }
  }

  private static Leisure.Look look() {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Leisure.Look(System.nanoTime(), cpu, Runtime.getRuntime().totalMemory());
  }

  private static void tidy() {
    long before = Runtime.getRuntime().totalMemory();
    System.gc();
    trim();
    LOG.log(
        System.Logger.Level.DEBUG,
        "at rest: the heap shrank from {0} to {1} MiB",
        before >> 20,
        Runtime.getRuntime().totalMemory() >> 20);
  }

  /** Freed pages of the C heap, which libraries used, go back to the system; see malloc_trim(3). */
  @SuppressWarnings("restricted") // One call without arguments that point anywhere.
  private static void trim() {
    Linker linker = Linker.nativeLinker();
    Optional<MethodHandle> found =
        linker
            .defaultLookup()
            .find("malloc_trim") // GNU's alone.
            .map(at ->
                linker.downcallHandle(
                    at, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
    if (found.isPresent()) {
      try {
        int _ = (int) found.get().invokeExact(0L);
      } catch (Throwable e) {
        throw new IllegalStateException("malloc_trim can't be called", e);
      }
    }
  }
}
