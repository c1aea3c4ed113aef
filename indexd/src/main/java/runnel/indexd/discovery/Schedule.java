package runnel.indexd.discovery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import runnel.indexd.api.Candidacy;
import runnel.indexd.discovery.Beacon.Kind;

/**
 * What to say when on one link. Pure: all times are nanoseconds of any monotonic clock, given by
 * the caller; not for several threads.
 */
final class Schedule {
  private final Announcers announcers;
  private final RandomGenerator random;
  private final Due question = new Due();
  private final Due answer = new Due();
  private final Due announcement = new Due();

  /** Questions sent in the present round. */
  private int asked;

  private long roundBegan;
  private long spokeAt;
  private long hereAt;

  /** Makes pauses differ, so that nodes that began together don't go on together. */
  private double stretch = 1;

  /** Begins with a round of questions. */
  Schedule(Announcers announcers, RandomGenerator random, long nanos) {
    this.announcers = announcers;
    this.random = random;
    spokeAt = nanos;
    hereAt = nanos - Pace.answers(Integer.MAX_VALUE).toNanos();
    beginRound(nanos);
  }

  /** Asks who is there, as soon as the round before is over and some seconds old. */
  void ask(long nanos) {
    if (!question.isSet()) {
      long soonest = roundBegan + Pace.BETWEEN_ROUNDS.toNanos();
      beginRound(soonest - nanos > 0 ? soonest : nanos);
    }
  }

  /** Tells again who this is, within a second. */
  void announce(long nanos) {
    if (!announcement.isSet()) {
      long soonest = hereAt + Pace.BETWEEN_HERE.toNanos();
      announcement.at(soonest - nanos > 0 ? soonest : nanos);
    }
  }

  /** Somebody asked: answers, unless that was said just now or is about to be. */
  void answer(Optional<Candidacy> own, long nanos) {
    if (answer.isSet()) {
      return;
    }
    boolean first = announcers.isAmongFirst(Pace.FIRST, own);
    long spread = (first ? Pace.FIRST_ANSWER : Pace.answers(announcers.size())).toNanos();
    // The larger the network, the longer one answer stands for all who ask: together the others
    // send 200 a second, however many they are and whoever asks however often.
    long stands = Math.max(first ? 0 : spread, Pace.BETWEEN_HERE.toNanos());
    if (nanos - hereAt >= stands) {
      answer.at(nanos + random.nextLong(spread + 1));
    }
  }

  /** Returns what to send now, and takes it as sent. */
  Optional<Kind> next(Optional<Candidacy> own, long nanos) {
    if (question.isReached(nanos)) {
      if (asked == 0 || !announcers.haveToldSince(roundBegan)) {
        ask();
        spoke(nanos);
        return Optional.of(Kind.ASK);
      }
      question.clear();
    }
    if (answer.isReached(nanos) || announcement.isReached(nanos) || rest(own, nanos) == 0) {
      hereAt = nanos;
      spoke(nanos);
      return Optional.of(Kind.HERE);
    }
    return Optional.empty();
  }

  /** How long {@link #next} will have nothing to say, if nothing happens; in nanoseconds. */
  long quiet(Optional<Candidacy> own, long nanos) {
    long quiet = rest(own, nanos);
    for (Due due : new Due[] {question, answer, announcement}) {
      quiet = due.left(nanos, quiet);
    }
    return quiet;
  }

  private void beginRound(long nanos) {
    asked = 0;
    roundBegan = nanos;
    question.at(nanos);
  }

  private void ask() {
    asked++;
    if (asked < Pace.QUESTIONS.size()) {
      question.at(roundBegan + Pace.QUESTIONS.get(asked).toNanos());
    } else {
      question.clear();
    }
  }

  /** A question tells who this is as well as an answer does. */
  private void spoke(long nanos) {
    answer.clear();
    announcement.clear();
    spokeAt = nanos;
    stretch = random.nextDouble(0.8, 1.2);
  }

  private long rest(Optional<Candidacy> own, long nanos) {
    Duration pause =
        announcers.isAmongFirst(1, own) ? Pace.HOST_REST : Pace.rest(announcers.size());
    return Math.max(0, spokeAt + (long) (pause.toNanos() * stretch) - nanos);
  }
}
