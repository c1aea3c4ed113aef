package runnel.node.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import runnel.node.failure.NodeException;

class EventsTest {
  private static final int KEPT = 4;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC);

  private final Events events = new Events(CLOCK, KEPT);

  @Test
  void whoFollowsSeesEveryEventOnceAndInOrder() {
    tell("one");
    EventBatch first = events.after(EventCursor.BEGINNING, Duration.ZERO);
    tell("two");
    tell("three");
    EventBatch second = events.after(following(first), Duration.ZERO);
    assertThat(subjects(first)).containsExactly("one");
    assertThat(subjects(second)).containsExactly("two", "three");
    assertThat(second.missed()).isFalse();
    assertThat(events.after(following(second), Duration.ZERO).events()).isEmpty();
  }

  @Test
  void whoWaitsIsToldAtOnce() throws Exception {
    CompletableFuture<EventBatch> waiting = new CompletableFuture<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(() ->
                waiting.complete(events.after(EventCursor.BEGINNING, Duration.ofSeconds(30))));
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    tell("late");
    assertThat(subjects(waiting.get(10, TimeUnit.SECONDS))).containsExactly("late");
  }

  @Test
  void whoIsTooSlowIsToldThatSomethingWasMissed() {
    tell("first");
    EventCursor cursor = following(events.after(EventCursor.BEGINNING, Duration.ZERO));
    for (int i = 0; i <= KEPT; i++) {
      tell("e" + i);
    }
    EventBatch batch = events.after(cursor, Duration.ZERO);
    assertThat(batch.missed()).isTrue();
    assertThat(subjects(batch)).containsExactly("e1", "e2", "e3", "e4");
    assertThat(events.after(EventCursor.BEGINNING, Duration.ZERO).missed()).isFalse();
  }

  @Test
  void aCursorOfAnEarlierRunIsToldSoAndBeginsAnew() {
    tell("one");
    EventBatch other = events.after(new EventCursor(76, 1), Duration.ofSeconds(30));
    assertThat(other.missed()).isTrue();
    assertThat(subjects(other)).containsExactly("one");
    EventBatch above = events.after(new EventCursor(0, 500), Duration.ofSeconds(30));
    assertThat(above.missed()).isTrue();
  }

  @Test
  void onlySoManyWaitAtATime() {
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < EventLimits.WAITING; i++) {
      waiters.add(
          Thread.ofVirtual()
              .start(() -> events.after(EventCursor.BEGINNING, Duration.ofSeconds(30))));
    }
    for (Thread waiter : waiters) {
      while (waiter.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    assertThatExceptionOfType(NodeException.class)
        .isThrownBy(() -> events.after(EventCursor.BEGINNING, Duration.ofSeconds(1)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.BUSY));
    assertThat(events.after(EventCursor.BEGINNING, Duration.ZERO).events()).isEmpty();
    tell("end");
  }

  /** However somebody asks: no event twice, none out of order, none lost without a word. */
  @Property(tries = 200)
  void nothingIsLostInSilence(@ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> bursts) {
    Events tested = new Events(CLOCK, KEPT);
    EventCursor cursor = following(tested.after(EventCursor.BEGINNING, Duration.ZERO));
    long told = 0;
    long seen = 0;
    for (int burst : bursts) {
      for (int i = 0; i < burst; i++) {
        told++;
        tested.tell(Event.Kind.PEER_CAME, Long.toString(told), "", Map.of());
      }
      EventBatch batch = tested.after(cursor, Duration.ZERO);
      assertThat(batch.missed()).isEqualTo(burst > KEPT);
      assertThat(batch.events()).hasSize(Math.min(burst, KEPT));
      for (Event event : batch.events()) {
        assertThat(event.sequence()).isGreaterThan(seen).hasToString(event.subject());
        seen = event.sequence();
      }
      assertThat(batch.next()).isEqualTo(told);
      cursor = following(batch);
    }
  }

  private void tell(String subject) {
    events.tell(Event.Kind.PEER_CAME, subject, subject + " is online", Map.of());
  }

  private static EventCursor following(EventBatch batch) {
    return new EventCursor(batch.epoch(), batch.next());
  }

  private static List<String> subjects(EventBatch batch) {
    return batch.events().stream().map(Event::subject).toList();
  }
}
