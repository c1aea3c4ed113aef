package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** What becomes of an errand that stands still, by a clock of the test's own. */
class BoardTest {
  private static final byte[] BYTES = new byte[40 * TransferLimits.NODE_BYTES];
  private static final long STALLED = TransferLimits.STALLED.toNanos();

  private final FakeSource alice = new FakeSource("alice", BYTES);
  private final FakeSource bob = new FakeSource("bob", BYTES);
  private final Board board =
      new Board(new Known(), new Company(Optional.empty(), TransferLimits.CROWD));
  private final Holder holder = new Reader();
  private final List<Errand> aborted = new ArrayList<>();

  @Test
  void aSourceWhoseErrandAnotherFinishedDidNotFail() {
    Errand still = doubledByBob();
    end();
    assertThat(aborted).containsExactly(still);
    assertThat(board.left(still)).isEmpty();
    assertThat(board.isGivenUp(still)).isFalse();
  }

  @Test
  void anErrandThatWaitsForItsTurnNeedNotBeginWhenAnotherDidIt() {
    Errand waits = aliceAndBob();
    long now = STALLED;
    finish(board.next(now).orElseThrow(), now);
    end();
    assertThat(board.left(waits)).isEmpty();
    assertThat(board.isGivenUp(waits)).isFalse();
  }

  @Test
  void whatIsStillWantedOfADoubledErrandIsFetchedOn() {
    Errand still = aliceAndBob();
    begin(still);
    Errand bobs = board.next(STALLED).orElseThrow();
    arrive(bobs, bobs.next, STALLED);
    end();
    assertThat(aborted).isEmpty();
    assertThat(board.left(still)).contains(still.piece.nodes());
  }

  @Test
  void inACrowdTheOwnerIsSparedWhatABusyHolderMayBringUntilSomebodyWaitsForIt() {
    board.add(List.of(alice));
    var _ = board.learn(new Crowd(30, List.of(holder)));
    BitSet all = new BitSet();
    all.set(0, 40);
    board.has(holder.peer(), all);
    List<Long> nodes = LongStream.range(0, 16).boxed().toList();
    assertThat(board.want(nodes, Urgency.AHEAD, node -> false, 0)).hasSize(16);
    assertThat(board.next(0).orElseThrow().source).isSameAs(holder);
    assertThat(board.next(STALLED)).isEmpty();
    assertThat(board.want(nodes.subList(0, 1), Urgency.NOW, node -> false, STALLED)).hasSize(1);
    assertThat(board.next(STALLED).orElseThrow().source).isSameAs(alice);
  }

  @Test
  void inACrowdFewRequestsAreUnderWayButForWhatSomebodyWaitsFor() {
    board.add(List.of(alice));
    var _ = board.learn(new Crowd(30, List.of(holder)));
    for (long node = 0; node < 40; node += 2) {
      var _ = board.want(List.of(node), Urgency.AHEAD, at -> false, 0);
    }
    long later = Duration.ofMinutes(1).toNanos(); // The owner may be asked for everything by then.
    for (int i = 0; i < TransferLimits.REQUESTS_OF_SEVERAL; i++) {
      assertThat(board.next(later)).isPresent();
    }
    board.add(List.of(bob));
    assertThat(board.next(later)).isPresent();
    assertThat(board.next(later)).isEmpty();
    var _ = board.want(List.of(1L), Urgency.NOW, node -> false, later);
    assertThat(board.next(later)).isPresent();
  }

  @Test
  void whatADownloadAskedForBeforeItKnewOfOthersIsSharedOut() {
    Board downloads =
        new Board(
            new Known(), new Company(Optional.of(alice.peer()), TransferLimits.CROWD_OF_DOWNLOADS));
    downloads.add(List.of(bob));
    List<Long> nodes = LongStream.range(0, 64).boxed().toList();
    assertThat(downloads.want(nodes, Urgency.DOWNLOAD, node -> false, 0)).hasSize(64);
    Errand all = downloads.next(0).orElseThrow();
    assertThat(all.left()).isEqualTo(64);
    var _ = downloads.learn(new Crowd(2, List.of(holder)));
    assertThat(all.left()).isEqualTo(1);

    long asked = 0;
    Optional<Errand> next = downloads.next(0);
    while (next.isPresent()) {
      asked += next.get().left();
      finish(downloads, next.get());
      next = downloads.next(0);
    }
    assertThat(asked).isBetween(0L, 48L); // The holder is to fetch the rest.
    finish(downloads, all);
    assertThat(downloads.next(1)).isEmpty();
    long later = TransferLimits.SPARING_REST.toNanos() + 1;
    assertThat(downloads.next(later)).as("when nothing came for long").isPresent();
  }

  @Test
  void whoSaysThatItHasAllAndSendsLittleIsNotAllThatADownloadGets() {
    Board downloads =
        new Board(
            new Known(), new Company(Optional.of(alice.peer()), TransferLimits.CROWD_OF_DOWNLOADS));
    downloads.add(List.of(bob));
    var _ = downloads.learn(new Crowd(2, List.of(holder)));
    BitSet all = new BitSet();
    all.set(0, 64);
    downloads.has(holder.peer(), all);
    List<Long> nodes = LongStream.range(0, 64).boxed().toList();
    assertThat(downloads.want(nodes, Urgency.DOWNLOAD, node -> false, 0)).hasSize(64);
    List<NodeRun> asked = new ArrayList<>();
    for (int i = 0; i < TransferLimits.REQUESTS_OF_SEVERAL; i++) {
      Errand errand = downloads.next(0).orElseThrow();
      assertThat(errand.source).isSameAs(holder);
      asked.add(errand.piece.nodes());
    }
    assertThat(downloads.next(STALLED - 1)).isEmpty();
    long late = TransferLimits.SPARING_PATIENCE.toNanos();
    Errand next = downloads.next(late).orElseThrow();
    assertThat(next.source).isSameAs(bob);
    assertThat(asked).as("it takes over nothing").doesNotContain(next.piece.nodes());
  }

  /** It may have gone on with it after a restart: then it knows no other nodes' hashes. */
  @Test
  void aHolderIsAskedForWhatItCanProveByWhatItHas() {
    board.add(List.of(alice));
    var _ = board.learn(new Crowd(2, List.of(holder)));
    BitSet some = new BitSet();
    some.set(3, 23);
    board.has(holder.peer(), some);
    var _ = board.want(LongStream.range(3, 23).boxed().toList(), Urgency.AHEAD, node -> false, 0);
    List<NodeRun> asked = new ArrayList<>();
    Optional<Errand> next = board.next(0);
    while (next.isPresent()) {
      if (next.get().source.equals(holder)) {
        asked.add(next.get().piece.nodes());
      }
      next = board.next(0);
    }
    assertThat(asked).isNotEmpty().allMatch(run -> run.equals(run.alignedHead()));
  }

  @Test
  void whatAHolderTakesOverItCanProve() {
    board.add(List.of(alice));
    var _ = board.want(LongStream.range(0, 13).boxed().toList(), Urgency.NOW, node -> false, 0);
    Errand still = board.next(0).orElseThrow();
    arrive(still, 0, 0);
    var _ = board.learn(new Crowd(2, List.of(holder)));
    BitSet all = new BitSet();
    all.set(0, 40);
    board.has(holder.peer(), all);
    assertThat(board.next(0)).as("too little, while the other goes on").isEmpty();
    for (NodeRun nodes : List.of(new NodeRun(12, 13), new NodeRun(8, 12), new NodeRun(4, 8))) {
      assertThat(board.next(STALLED).orElseThrow().piece.nodes()).isEqualTo(nodes);
      assertThat(still.end).isEqualTo(nodes.first());
      assertThat(still.doubled).isFalse();
    }
  }

  /** Nobody waits for it, and it would be fetched from its beginning again. */
  @Test
  void aDownloadThatTricklesIsGivenUpLate() {
    board.add(List.of(alice));
    var _ = board.want(List.of(0L), Urgency.DOWNLOAD, node -> false, 0);
    Errand errand = board.next(0).orElseThrow();
    begin(errand);
    long trickle = TransferLimits.TRICKLE.toNanos();
    assertThat(board.trickling(2 * trickle, trickle)).isEmpty();
    assertThat(board.isGivenUp(errand)).isFalse();
    long late = TransferLimits.TRICKLE_OF_DOWNLOADS.toNanos();
    assertThat(board.trickling(late, trickle)).hasSize(1);
    assertThat(board.isGivenUp(errand)).isTrue();
  }

  @Test
  void whenItIsClosedAllIsGivenUpAndNothingIsBegunAnyMore() {
    Errand one = aliceAndBob();
    begin(one);
    var wanted = board.want(List.of(30L), Urgency.NOW, node -> false, 0);
    BoardEnd end = board.close();
    end.aborts().forEach(Runnable::run);
    assertThat(aborted).containsExactly(one);
    assertThat(one.abort.isOver()).isTrue();
    assertThat(end.waits()).hasSize(5).containsAll(wanted.values());
    assertThat(board.next(STALLED)).as("nobody takes over").isEmpty();
    board.ended(one, Optional.empty());
    assertThat(board.next(STALLED)).isEmpty();
    var late = board.want(List.of(31L), Urgency.NOW, node -> false, STALLED);
    assertThat(late.get(31L)).isCompletedExceptionally();
    assertThat(board.adopt(32)).isFalse();
    assertThat(board.next(STALLED)).isEmpty();
  }

  private void begin(Errand errand) {
    board.begun(errand, 0);
    errand.abort.begun(() -> aborted.add(errand));
  }

  private static void finish(Board board, Errand errand) {
    for (long node = errand.next; node < errand.end; node++) {
      assertThat(board.finish(node)).isPresent();
    }
    errand.next = errand.end;
    board.ended(errand, Optional.empty());
  }

  /** Alice stands still on her errand, and Bob has brought all of it. */
  private Errand doubledByBob() {
    Errand still = aliceAndBob();
    begin(still);
    Errand bobs = board.next(STALLED).orElseThrow();
    assertThat(bobs.source).isSameAs(bob);
    assertThat(bobs.piece.nodes()).isEqualTo(still.piece.nodes());
    finish(bobs, STALLED);
    return still;
  }

  /** Alice is asked for a few nodes; then Bob is there, too. */
  private Errand aliceAndBob() {
    board.add(List.of(alice));
    List<Long> nodes = LongStream.range(0, 4).boxed().toList();
    assertThat(board.want(nodes, Urgency.NOW, node -> false, 0)).hasSize(4);
    Errand errand = board.next(0).orElseThrow();
    board.add(List.of(bob));
    return errand;
  }

  private void finish(Errand errand, long now) {
    while (errand.next < errand.end) {
      arrive(errand, errand.next, now);
    }
    board.ended(errand, Optional.empty());
  }

  private void arrive(Errand errand, long node, long now) {
    assertThat(board.finish(node)).isPresent();
    boolean _ = board.arrived(errand, node, now);
  }

  private void end() {
    board.needless().forEach(Runnable::run);
  }

  /** Another reader. */
  private static final class Reader implements Holder {
    @Override
    public PeerId peer() {
      return new PeerId(Hash.digest(new byte[] {1}));
    }

    @Override
    public String name() {
      return "reader";
    }

    @Override
    public void fetch(ContentId content, NodeRun nodes, Sink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BitSet nodes(ContentId content) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Known implements Board.Standing {
    @Override
    public double speed(PeerId peer) {
      return 0;
    }

    @Override
    public boolean isPaused(PeerId peer) {
      return false;
    }
  }
}
