package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.failure.NodeException;

class SourceCallerTest {
  private static final byte[] BYTES = new byte[100_000];

  private final AtomicLong now = new AtomicLong();
  private final Failures failures = new Failures();
  private final SourceCaller caller = new SourceCaller(now::get, new TransferCounters(), failures);
  private final FakeSource silent =
      new FakeSource("silent", BYTES)
          .failing((node, right) -> {
            throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time");
          });

  /** One that can't be reached fails sooner than it counts as quiet. */
  @Test
  void aSilentPeerThatWasNotHeardIsAskedOnce() {
    Job wanted = new Job(Optional.of(new NodeRun(0, 1)));
    assertThatThrownBy(() -> caller.fetch(silent.content(), silent, wanted))
        .isInstanceOf(NodeException.class);
    assertThat(silent.asked()).hasSize(1);
    assertThat(caller.isPaused(silent.peer())).isTrue();
  }

  /** Else whoever waits for a silent peer waits for it again and again. */
  @Test
  void whatNobodyWantsAnyMoreIsNoAnswerOfThePeer() {
    Job wanted = new Job(Optional.of(new NodeRun(0, 1)));
    assertThatThrownBy(() -> caller.fetch(silent.content(), silent, wanted))
        .isInstanceOf(NodeException.class);
    now.addAndGet(TransferLimits.PAUSE_AFTER_SILENCE.toNanos());
    caller.fetch(silent.content(), silent, new Job(Optional.empty()));
    assertThat(silent.asked()).hasSize(1);
    assertThat(caller.health())
        .singleElement()
        .extracting(PeerHealth::problem)
        .isEqualTo("sent nothing in time");
  }

  @Test
  void aRequestThatStoodStillAtABusyPeerIsSentAgainAndNoVerdict() {
    AtomicInteger tries = new AtomicInteger();
    FakeSource busy = new FakeSource("busy", BYTES);
    busy.failing((node, right) -> {
      now.addAndGet(TransferLimits.QUIET.multipliedBy(2).toNanos());
      caller.heard(busy.peer()); // By another request.
      if (tries.incrementAndGet() < TransferLimits.STANDING_TRIES_MAX) {
        throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time");
      }
      return right;
    });
    caller.fetch(busy.content(), busy, new Job(Optional.of(new NodeRun(0, 1))));
    assertThat(tries).hasValue(TransferLimits.STANDING_TRIES_MAX);
    assertThat(caller.health()).singleElement().extracting(PeerHealth::problem).isEqualTo("");
  }

  @Test
  void aBusyPeerWhereARequestStandsStillAgainAndAgainFailsThatRequestAlone() {
    FakeSource busy = new FakeSource("busy", BYTES);
    busy.failing((node, right) -> {
      now.addAndGet(TransferLimits.QUIET.multipliedBy(2).toNanos());
      caller.heard(busy.peer());
      throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time");
    });
    assertThatThrownBy(
            () -> caller.fetch(busy.content(), busy, new Job(Optional.of(new NodeRun(0, 1)))))
        .isInstanceOf(NodeException.class);
    assertThat(busy.asked()).hasSize(TransferLimits.STANDING_TRIES_MAX);
    assertThat(caller.isPaused(busy.peer())).isFalse();
  }

  /** Others stood in for it: nothing failed, but it is not asked in vain again and again. */
  @Test
  void aPeerThatIsQuietIsAvoidedForAWhile() {
    FakeSource quiet = new FakeSource("quiet", BYTES);
    quiet.failing((node, right) -> {
      now.addAndGet(TransferLimits.QUIET.toNanos());
      assertThat(caller.isPaused(quiet.peer())).isTrue();
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "given up");
    });
    caller.fetch(quiet.content(), quiet, new Given());
    assertThat(caller.isPaused(quiet.peer())).isTrue();
    assertThat(caller.health())
        .singleElement()
        .extracting(PeerHealth::problem)
        .isEqualTo("has sent nothing for 4 s");
    assertThat(failures.all())
        .singleElement()
        .extracting(Failure::what)
        .isEqualTo("sent nothing, so another was asked for the same");
    now.addAndGet(TransferLimits.PAUSE_AFTER_SILENCE.toNanos());
    assertThat(caller.isPaused(quiet.peer())).isFalse();
  }

  @Test
  void whatAnotherBroughtSoonerSaysNothingOfAPeerThatSends() {
    FakeSource busy = new FakeSource("busy", BYTES);
    busy.failing((node, right) -> {
      now.addAndGet(TransferLimits.QUIET.toNanos());
      caller.heard(busy.peer()); // By another request.
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "given up");
    });
    caller.fetch(busy.content(), busy, new Given());
    assertThat(failures.all()).isEmpty();
  }

  /** Wanted until it is asked for. */
  private static final class Given implements SourceCaller.Job {
    private boolean asked;

    @Override
    public Optional<NodeRun> left() {
      Optional<NodeRun> left = asked ? Optional.empty() : Optional.of(new NodeRun(0, 1));
      asked = true;
      return left;
    }

    @Override
    public boolean isGivenUp() {
      return false;
    }

    @Override
    public Urgency urgency() {
      return Urgency.NOW;
    }

    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) {
      return proof;
    }

    @Override
    public boolean take(long node, Hash expected, byte[] bytes) {
      return true;
    }
  }

  private record Job(Optional<NodeRun> left) implements SourceCaller.Job {
    @Override
    public boolean isGivenUp() {
      return false;
    }

    @Override
    public Urgency urgency() {
      return Urgency.NOW;
    }

    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) {
      return proof;
    }

    @Override
    public boolean take(long node, Hash expected, byte[] bytes) {
      return true;
    }
  }
}
