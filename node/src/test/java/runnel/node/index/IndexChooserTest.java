package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.index.Ids.address;
import static runnel.node.index.Ids.candidacy;
import static runnel.node.index.Ids.heard;
import static runnel.node.index.Ids.peer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;
import runnel.indexd.api.IndexException;

class IndexChooserTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final NoIndex own = new NoIndex();
  private final Map<Address, Met> there = new ConcurrentHashMap<>();
  private final BlockingQueue<Choice> choices = new LinkedBlockingQueue<>();
  private final AtomicBoolean fails = new AtomicBoolean();
  private final IndexChooser chooser =
      new IndexChooser(
          new OwnIndex(peer(0), own, since -> {}),
          new ChooserSetup(
              new Meetings(),
              fails::get,
              id -> false,
              () -> {},
              choices::add,
              ChooserSetup.Clock.system()));

  private final class Meetings implements Meeting {
    @Override
    public Met meet(Hint hint) {
      return Optional.ofNullable(there.get(hint.address())).orElseThrow(Meetings::gone);
    }

    @Override
    public Met.Facts facts(Met met) {
      return meet(met.hint()).facts();
    }

    private static IndexException gone() {
      return new IndexException(IndexException.Kind.UNAVAILABLE, "gone");
    }
  }

  @AfterEach
  void close() {
    chooser.close();
  }

  @Test
  void aloneTheOwnIndexIsUsedOnceNobodyAnswered() {
    chooser.start(Duration.ZERO);
    chooser.awaitFirst(PATIENCE);
    assertThat(chooser.choice().own()).isTrue();
    assertThat(chooser.choice().why()).isEqualTo("own, no other found");
  }

  @Test
  void anIndexThatIsThereIsUsedBeforeTheListeningEnds() {
    comes(1, 5);
    chooser.learn(heard(1, 5));
    chooser.start(Duration.ofMinutes(5));
    chooser.awaitFirst(PATIENCE);
    assertThat(chooser.choice().host()).isEqualTo(peer(1));
  }

  @Test
  void aLostIndexIsLeftAndClosedAndUsedAgainWhenItIsBack() throws InterruptedException {
    NoIndex first = comes(1, 5);
    chooser.learn(heard(1, 5));
    chooser.start(Duration.ZERO);
    assertThat(next().host()).isEqualTo(peer(1));
    there.clear();
    fails.set(true);
    assertThat(next().own()).isTrue();
    fails.set(false);
    comes(1, 5);
    assertThat(next().host()).isEqualTo(peer(1));
    assertThat(first.closed).isTrue();
  }

  @Test
  void aBetterOneReplacesThePresentOneWhichIsClosed() throws InterruptedException {
    NoIndex first = comes(1, 5);
    chooser.learn(heard(1, 5));
    chooser.start(Duration.ZERO);
    assertThat(next().host()).isEqualTo(peer(1));
    comes(2, 3);
    chooser.learn(heard(2, 3));
    assertThat(next().host()).isEqualTo(peer(2));
    chooser.close();
    assertThat(first.closed).isTrue();
    assertThat(own.closed).isFalse();
  }

  /** A node whose port is taken closes what it has not started yet. */
  @Test
  void whatWasNeverStartedIsClosedWithoutComplaint() {
    chooser.close();
    assertThat(chooser.choice().own()).isTrue();
  }

  private Choice next() throws InterruptedException {
    return Optional.ofNullable(choices.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  private NoIndex comes(int number, long since) {
    NoIndex index = new NoIndex();
    Met.Facts facts =
        new Met.Facts(peer(number), Optional.of(candidacy(number, since)), Optional.empty());
    there.put(address(number), new Met(index, address(number), Origin.HEARD, facts));
    return index;
  }
}
