package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.mount.fuse.MountSettings.ReadMode;

/** Reads that the tree never answers. */
class WaitingTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Content.Stuck stuck = new Content.Stuck();
  private final MemoryTree tree = new MemoryTree().file("/healthy", "well");

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSignalEndsAProgramThatWaits(String signal) {
    tree.file("/stuck", stuck, false);
    try (Mounted mounted = Mounted.of(tree)) {
      Shell.Running cat = Shell.start("cat", mounted.path("stuck"));
      await(() -> stuck.waiting().get() > 0);
      assertEndsSoon(cat, signal);
    }
  }

  @Test
  void aCaughtSignalEndsAReadThatIsNotReadAhead() {
    tree.file("/stuck", stuck, false);
    try (Mounted mounted = Mounted.of(tree, s -> s.withReadMode(ReadMode.SYNCHRONOUS))) {
      // dd catches INT to print what it has done.
      Shell.Running dd = Shell.start("dd", "if=" + mounted.path("stuck"), "bs=4k");
      await(() -> stuck.waiting().get() > 0);
      assertEndsSoon(dd, "INT");
      await(() -> stuck.waiting().get() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyStuckReadersDoNotStopAHealthyOne(ReadMode mode) {
    int readers = 60;
    for (int i = 0; i < readers; i++) {
      tree.file("/stuck-" + i, stuck, false);
    }
    try (Mounted mounted = Mounted.of(tree, s -> s.withReadMode(mode))) {
      List<Shell.Running> stuckReaders = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        stuckReaders.add(Shell.start("cat", mounted.path("stuck-" + i)));
      }
      await(() -> stuck.waiting().get() >= readers);
      Shell.Running healthy = Shell.start("cat", mounted.path("healthy"));
      assertThat(endsWithin(healthy, SOON)).isTrue();
      assertThat(healthy.await().text()).isEqualTo("well");
      stuckReaders.forEach(reader -> reader.process().destroyForcibly());
    }
  }

  @Test
  void unmountingWithAReaderThatWaitsIsBounded() {
    tree.file("/stuck", stuck, false);
    Mounted mounted = Mounted.of(tree);
    Shell.Running cat = Shell.start("cat", mounted.path("stuck"));
    await(() -> stuck.waiting().get() > 0);
    long begin = System.nanoTime();
    mounted.mount().unmount(Duration.ofMillis(200));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(cat.await().status()).isNotZero();
    assertThat(stuck.waiting()).hasValue(0);
    assertThat(mounted.mount().ended().toCompletableFuture()).isDone();
    mounted.close();
  }

  @Test
  void unmountingAfterAWaitingReaderWasKilledIsBounded() {
    tree.file("/stuck", stuck, false);
    Mounted mounted = Mounted.of(tree);
    Shell.Running cat = Shell.start("cat", mounted.path("stuck"));
    await(() -> stuck.waiting().get() > 0);
    assertEndsSoon(cat, "KILL");
    long begin = System.nanoTime();
    mounted.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(stuck.waiting()).hasValue(0);
  }

  private static void assertEndsSoon(Shell.Running program, String signal) {
    Shell.signal(program.process(), signal);
    assertThat(endsWithin(program, SOON)).as("ended by %s", signal).isTrue();
  }

  private static boolean endsWithin(Shell.Running program, Duration time) {
    try {
      return program.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      Thread.onSpinWait();
    }
  }
}
