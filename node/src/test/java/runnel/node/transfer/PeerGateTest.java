package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import runnel.node.failure.NodeException;

class PeerGateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicLong now = new AtomicLong();

  /** What is done once when the gate looks at the clock, under its lock. */
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

  private final PeerGate gate =
      new PeerGate(() -> {
        meanwhile.getAndSet(() -> {}).run();
        return now.get();
      });

  @Test
  void oneFailureFailsEverybodyWhoWaits() {
    List<PeerGate.Turn> turns = fill();
    CompletableFuture<Void> waiter = enterInBackground();
    turns.getFirst().failed(Duration.ofSeconds(10), "fell silent");
    assertThat(waiter)
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingRootCause()
        .withMessage("fell silent");
  }

  @Test
  void duringThePauseEverybodyFailsAtOnce() {
    enter(PATIENCE).failed(Duration.ofSeconds(10), "fell silent");
    assertThatThrownBy(() -> enter(PATIENCE)).isInstanceOf(NodeException.class);
  }

  @Test
  void afterThePauseOneProbesWhileTheOthersFail() {
    enter(PATIENCE).failed(Duration.ofSeconds(10), "fell silent");
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    PeerGate.Turn probe = enter(PATIENCE);
    assertThatThrownBy(() -> enter(PATIENCE)).hasMessage("fell silent");
    probe.answered();
    enter(PATIENCE).close();
    assertThat(gate.pauseReason()).isEmpty();
  }

  @Test
  void aProbeThatEndsWithoutAVerdictLetsAnotherProbe() {
    enter(PATIENCE).failed(Duration.ofSeconds(10), "fell silent");
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    enter(PATIENCE).close();
    enter(PATIENCE).answered();
    assertThat(gate.pauseReason()).isEmpty();
  }

  @Test
  void aLieOutweighsWhatElseThePeerAnswers() {
    List<PeerGate.Turn> turns = fill();
    turns.get(0).distrusted(Duration.ofMinutes(1), "lied");
    turns.get(1).answered();
    turns.get(2).failed(Duration.ofSeconds(1), "broke");
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThatThrownBy(() -> enter(PATIENCE)).hasMessage("lied");
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    enter(PATIENCE).answered();
    assertThat(gate.pauseReason()).isEmpty();
  }

  @Test
  void aFreedTurnGoesToWhoeverWaits() {
    List<PeerGate.Turn> turns = fill();
    CompletableFuture<Void> waiter = enterInBackground();
    turns.getFirst().answered();
    assertThat(waiter).succeedsWithin(PATIENCE);
  }

  @Test
  void whoGivesUpDoesNotWaitForATurnAndLeavesItToOthers() {
    List<PeerGate.Turn> turns = fill();
    Abort abort = new Abort();
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> entered.complete(gate.enter(PATIENCE, Urgency.NOW, abort).isPresent()));
    awaitWaiting(waiter);
    abort.run();
    assertThat(entered).succeedsWithin(PATIENCE).isEqualTo(false);
    turns.getFirst().answered();
    assertThat(gate.enter(PATIENCE, Urgency.NOW, abort)).as("given up before").isEmpty();
    enter(PATIENCE).close();
  }

  @Test
  void aReaderWhoGivesUpLeavesAFreePlaceToADownload() throws Exception {
    List<PeerGate.Turn> turns = fill();
    CompletableFuture<Void> download = enterInBackground(Urgency.DOWNLOAD);
    Abort abort = new Abort();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> assertThat(gate.enter(PATIENCE, Urgency.NOW, abort)).isEmpty());
    awaitWaiting(reader);
    abort.begun(() -> {});
    abort.run();
    // All places become free at once. The download came first and so looks first, sees the reader
    // wait still, and has to look once more when that one has gone.
    meanwhile.set(() -> turns.forEach(PeerGate.Turn::answered));
    turns.getFirst().failed(Duration.ZERO, "once");
    assertThat(download).succeedsWithin(Duration.ofSeconds(5));
    assertThat(reader.join(PATIENCE)).isTrue();
  }

  @Test
  void theDeadlineEndsTheWait() {
    fill();
    assertThatThrownBy(() -> enter(Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            NodeException.class,
            e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.UNAVAILABLE));
  }

  private PeerGate.Turn enter(Duration within) {
    return gate.enter(within, Urgency.NOW, new Abort()).orElseThrow();
  }

  private List<PeerGate.Turn> fill() {
    List<PeerGate.Turn> turns = new ArrayList<>();
    for (int i = 0; i < TransferLimits.REQUESTS_PER_PEER; i++) {
      turns.add(enter(PATIENCE));
    }
    return turns;
  }

  private CompletableFuture<Void> enterInBackground() {
    return enterInBackground(Urgency.NOW);
  }

  private CompletableFuture<Void> enterInBackground(Urgency urgency) {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try (PeerGate.Turn turn = gate.enter(PATIENCE, urgency, new Abort()).orElseThrow()) {
                entered.complete(null);
                turn.answered();
              } catch (NodeException e) {
                entered.completeExceptionally(e);
              }
            });
    awaitWaiting(thread);
    return entered;
  }

  /** The state of a thread is the only sign that it waits for the gate. */
  private static void awaitWaiting(Thread thread) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
  }
}
