package runnel.indexd.discovery;

import java.time.Duration;
import java.util.List;

/**
 * How often beacons are sent, all in one place. What it comes to for networks of 6 and of 2,000
 * nodes is reckoned in {@code indexd/PROTOCOL.md}.
 */
final class Pace {
  /** When a question is sent, and repeated: datagrams get lost, and so may interfaces be late. */
  static final List<Duration> QUESTIONS =
      List.of(Duration.ZERO, Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Whoever heard so many, among them a candidate, asks no further: the index tells the rest. */
  static final int TOLD_ENOUGH = 3;

  /** Between the beginnings of two rounds of questions. */
  static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);

  /** So many candidates answer at once: who asks needs the first one, and one may be gone. */
  static final int FIRST = 3;

  /** Spreads the answers of those few. */
  static final Duration FIRST_ANSWER = Duration.ofMillis(50);

  /** Between two HERE of one node, whatever asks for them. */
  static final Duration BETWEEN_HERE = Duration.ofSeconds(1);

  /** The host of the index is heard at least so often. */
  static final Duration HOST_REST = Duration.ofSeconds(5);

  private static final Duration REST = Duration.ofSeconds(10);
  private static final Duration REST_EACH = Duration.ofMillis(100);
  private static final Duration REST_MOST = Duration.ofMinutes(5);

  private static final Duration ANSWER_EACH = Duration.ofMillis(5);
  private static final Duration ANSWER_MOST = Duration.ofSeconds(10);

  private Pace() {}

  /** Answers to a question are spread over so long when so many may answer. */
  static Duration answers(int announcers) {
    return least(ANSWER_EACH.multipliedBy(announcers), ANSWER_MOST);
  }

  /** The pause between two beacons of a node at rest. */
  static Duration rest(int announcers) {
    Duration shared = REST_EACH.multipliedBy(announcers);
    return least(shared.compareTo(REST) > 0 ? shared : REST, REST_MOST);
  }

  /** Who was not heard for so long does not count any more: three beacons may be lost. */
  static Duration silence(int announcers) {
    return rest(announcers).multipliedBy(4);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
