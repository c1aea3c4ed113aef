package runnel.node.tree;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * One path whose owner changes the file again and again, always to the same size, while programs
 * have it open, the cache is emptied, sources fail and the node is restarted: each open reads the
 * bytes of its own version, through the kernel's pages, or gets an error that is allowed.
 */
class ChangingFileModelTest {
  /** One step of a sequence. */
  sealed interface Step {
    record Open() implements Step {}

    record Read(int handle, int offset, int length) implements Step {}

    record Close(int handle) implements Step {}

    /** The owner replaces the file. */
    record Edit() implements Step {}

    /** The other source copies what the owner shares now. */
    record Copy() implements Step {}

    record Behave(int source, VersionsSource.Mode mode) implements Step {}

    /** The cache is emptied, as far as nothing is open. */
    record Evict() implements Step {}

    /** The kernel forgets its pages, as it may at any time. */
    record Forget() implements Step {}

    record Restart() implements Step {}

    record Pass(int seconds) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> handles = Arbitraries.integers().between(0, 3);
    Arbitrary<Step> reads =
        Combinators.combine(
                handles,
                Arbitraries.integers().between(0, ModelDrive.LENGTH + 10),
                Arbitraries.integers().between(1, ModelDrive.LENGTH))
            .as(Step.Read::new);
    Arbitrary<Step> modes =
        Combinators.combine(
                Arbitraries.integers().between(0, 1), Arbitraries.of(VersionsSource.Mode.class))
            .as(Step.Behave::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.of(new Step.Open())),
            Tuple.of(10, reads),
            Tuple.of(3, handles.map(Step.Close::new)),
            Tuple.of(3, Arbitraries.of(new Step.Edit())),
            Tuple.of(1, Arbitraries.of(new Step.Copy())),
            Tuple.of(2, modes),
            Tuple.of(1, Arbitraries.of(new Step.Evict())),
            Tuple.of(1, Arbitraries.of(new Step.Forget())),
            Tuple.of(1, Arbitraries.of(new Step.Restart())),
            Tuple.of(2, Arbitraries.integers().between(1, 70).map(Step.Pass::new)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(50);
  }

  @Property(tries = 120)
  void eachOpenReadsItsOwnVersionOrAnErrorThatIsAllowed(@ForAll("steps") List<Step> steps) {
    try (ModelDrive drive = new ModelDrive()) {
      steps.forEach(step -> run(drive, step));
    }
  }

  private static void run(ModelDrive drive, Step step) {
    switch (step) {
      case Step.Open open -> drive.open();
      case Step.Read(int handle, int offset, int length) -> drive.read(handle, offset, length);
      case Step.Close(int handle) -> drive.close(handle);
      case Step.Edit edit -> drive.edit();
      case Step.Copy copy -> drive.copy();
      case Step.Behave(int source, VersionsSource.Mode mode) -> drive.behave(source, mode);
      case Step.Evict evict -> drive.evict();
      case Step.Forget forget -> drive.forgetPages();
      case Step.Restart restart -> drive.restart();
      case Step.Pass(int seconds) -> drive.pass(seconds);
    }
  }
}
