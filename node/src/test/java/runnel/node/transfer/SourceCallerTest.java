package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.failure.NodeException;

class SourceCallerTest {
  private static final byte[] BYTES = new byte[100_000];

  private final AtomicLong now = new AtomicLong();
  private final SourceCaller caller =
      new SourceCaller(now::get, new TransferCounters(), new Failures());
  private final FakeSource silent =
      new FakeSource("silent", BYTES)
          .failing((node, right) -> {
            throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing in time");
          });

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
