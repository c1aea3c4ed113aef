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

  /** See malloc_trim(3); GNU's libc alone has it. */
  private static final Optional<MethodHandle> MALLOC_TRIM = mallocTrim();

  private final LongSupplier forget;
  private final Thread thread = Thread.ofVirtual().name("tidying").unstarted(this::run);

  private Tidying(LongSupplier forget) {
    this.forget = forget;
  }

  /**
   * Begins.
   *
   * @param forget as for {@link Leisure#judge}
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
        switch (leisure.judge(look(), forget)) {
          case WORK -> {}
          case REST -> trim(); // The compiler frees its memory whenever it is done.
          case TIDY -> {
            tidy();
            leisure.tidied(Runtime.getRuntime().totalMemory());
          }
        }
      }
    } catch (InterruptedException e) {
      // The node stops.
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "no memory is given back at rest any more", e);
    }
  }

  @SuppressWarnings("restricted") // A call whose only argument is a number.
  private static Optional<MethodHandle> mallocTrim() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
    return linker.defaultLookup().find("malloc_trim").map(at -> linker.downcallHandle(at, type));
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

  /** Freed pages of the C heap go back to the system, in a millisecond. */
  private static void trim() {
    if (MALLOC_TRIM.isPresent()) {
      try {
        int _ = (int) MALLOC_TRIM.get().invokeExact(0L);
      } catch (Throwable e) {
        throw new IllegalStateException("malloc_trim can't be called", e);
      }
    }
  }
}
