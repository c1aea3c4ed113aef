package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final SourceFailure stale =
      new SourceFailure(SourceFailure.Kind.NOT_THERE, "does not share this, or not any more");

  private final FakeSource alice = new FakeSource("alice", new byte[10]);
  private final FakeSource bob = new FakeSource("bob", new byte[20]);
  private final Failures failures = new Failures();

  @Test
  void theSameAgainAndAgainIsOneThatKeepsTheOthers() {
    failures.note(Optional.of(bob.content()), bob, stale);
    for (int i = 0; i < TransferLimits.FAILURES_KEPT; i++) {
      failures.note(Optional.of(alice.content()), alice, stale);
    }
    assertThat(failures.all())
        .extracting(Failure::name, Failure::times)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("alice", TransferLimits.FAILURES_KEPT),
            org.assertj.core.groups.Tuple.tuple("bob", 1));
  }

  @Test
  void whatHappenedAgainIsTheNewest() {
    failures.note(Optional.of(alice.content()), alice, stale);
    failures.note(Optional.of(bob.content()), bob, stale);
    failures.note(Optional.of(alice.content()), alice, stale);
    assertThat(failures.all()).extracting(Failure::name).containsExactly("alice", "bob");
  }

  @Test
  void whatDiffersInAnythingIsAnother() {
    failures.note(Optional.of(alice.content()), alice, stale);
    failures.note(Optional.empty(), alice, stale);
    failures.note(
        Optional.of(alice.content()),
        alice,
        new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time"));
    assertThat(failures.all()).hasSize(3);
  }
}
