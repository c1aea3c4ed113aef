package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Candidacy;
import runnel.indexd.discovery.Beacon.Kind;

/** A schedule with a clock that stands until it is moved on. */
class ScheduleTest {
  private record Said(Kind kind, long millis) {}

  private final Announcers announcers = new Announcers(4_096);
  private final List<Said> said = new ArrayList<>();
  private final Schedule schedule = new Schedule(announcers, new Random(7), 0);
  private Optional<Candidacy> own = Optional.empty();
  private long now;

  @Test
  void asksAtOnceAndThreeTimesMore() {
    runTo(5_000);

    assertThat(said)
        .containsExactly(
            new Said(Kind.ASK, 0),
            new Said(Kind.ASK, 300),
            new Said(Kind.ASK, 1_000),
            new Said(Kind.ASK, 3_000));
  }

  @Test
  void asksNoFurtherOnceToldEnough() {
    runTo(100);
    heard(Beacons.of(Kind.HERE, 2), Beacons.of(Kind.HERE, 3), Beacons.candidate(Kind.HERE, 4));
    runTo(5_000);

    assertThat(said).containsExactly(new Said(Kind.ASK, 0));
  }

  @Test
  void asksOnWhileNoCandidateIsHeard() {
    runTo(100);
    heard(Beacons.of(Kind.HERE, 2), Beacons.of(Kind.HERE, 3), Beacons.of(Kind.HERE, 4));
    runTo(5_000);

    assertThat(said).hasSize(4);
  }

  @Test
  void asksAgainOnDemandButNotMoreThanARoundInFiveSeconds() {
    for (int i = 0; i < 300; i++) {
      schedule.ask(now);
      runTo(TimeUnit.NANOSECONDS.toMillis(now) + 100);
    }

    assertThat(said).hasSizeBetween(4 * 5, 4 * 7);
  }

  @Test
  void aFirstCandidateAnswersWithin50Milliseconds() {
    own = Optional.of(Beacons.candidacy(3));
    crowd(1_000);
    settle();
    asked();
    runTo(TimeUnit.NANOSECONDS.toMillis(now) + 50);

    assertThat(said).extracting(Said::kind).containsExactly(Kind.HERE);
  }

  @Test
  void theOthersAnswerWithinFiveMillisecondsForEachWhoMay() {
    own = Optional.of(Beacons.candidacy(5_000));
    crowd(400);
    settle();
    asked();
    runTo(TimeUnit.NANOSECONDS.toMillis(now) + 2_000);

    assertThat(said).extracting(Said::kind).containsExactly(Kind.HERE);
  }

  @Test
  void whoJustSpokeDoesNotAnswer() {
    settle();
    schedule.announce(now);
    runTo(TimeUnit.NANOSECONDS.toMillis(now) + 10);
    said.clear();
    asked();
    runTo(TimeUnit.NANOSECONDS.toMillis(now) + 500);

    assertThat(said).isEmpty();
  }

  @Test
  void anAnnouncementIsMadeAtOnceAndNotMoreThanOnceASecond() {
    settle();
    long began = TimeUnit.NANOSECONDS.toMillis(now);
    for (int i = 0; i < 40; i++) {
      schedule.announce(now);
      runTo(TimeUnit.NANOSECONDS.toMillis(now) + 100);
    }

    assertThat(said.getFirst().millis()).isEqualTo(began);
    assertThat(said).hasSizeBetween(4, 5);
  }

  @Test
  void atRestItSpeaksTheMoreSeldomTheMoreThereAre() {
    settle();
    runTo(1_000_000);
    assertThat(said).hasSizeBetween(95, 108);

    said.clear();
    for (int second = 1_000; second < 5_000; second += 100) {
      crowd(2_000);
      runTo(1_000L * second);
    }
    assertThat(said).hasSizeBetween(17, 25);
  }

  @Test
  void theHostOfTheIndexIsHeardAboutEveryFiveSeconds() {
    own = Optional.of(Beacons.candidacy(1));
    crowd(2_000);
    settle();
    runTo(TimeUnit.NANOSECONDS.toMillis(now) + 100_000);

    assertThat(said).hasSizeBetween(17, 24);
  }

  @Property(tries = 200)
  void whateverIsAskedHowOftenItSpeaksOnceASecondBesidesItsQuestions(
      @ForAll @Size(50) List<@IntRange(max = 400) Integer> pauses,
      @ForAll @IntRange(max = 50) int crowd) {
    crowd(crowd);
    for (int pause : pauses) {
      asked();
      schedule.announce(now);
      runTo(TimeUnit.NANOSECONDS.toMillis(now) + pause);
    }

    List<Long> here =
        said.stream().filter(one -> one.kind() == Kind.HERE).map(Said::millis).toList();
    for (int i = 1; i < here.size(); i++) {
      assertThat(here.get(i) - here.get(i - 1)).isGreaterThanOrEqualTo(1_000);
    }
  }

  /** Lets the first round pass. */
  private void settle() {
    runTo(Math.max(4_000, TimeUnit.NANOSECONDS.toMillis(now)));
    said.clear();
  }

  private void crowd(int size) {
    for (int i = 0; i < size; i++) {
      heard(Beacons.candidate(Kind.HERE, 1 + 2 * i + 1));
    }
  }

  private void heard(Beacon... beacons) {
    for (Beacon beacon : beacons) {
      announcers.heard(beacon, now);
    }
  }

  private void asked() {
    schedule.answer(own, now);
  }

  /** Moves the clock on, to when there is something to say each time, as discovery does. */
  private void runTo(long millis) {
    long until = TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      schedule
          .next(own, now)
          .ifPresent(kind -> said.add(new Said(kind, TimeUnit.NANOSECONDS.toMillis(now))));
      announcers.forget(now);
      long quiet = Math.max(1, schedule.quiet(own, now));
      if (now + quiet > until) {
        now = until;
        return;
      }
      now += quiet;
    }
  }
}
