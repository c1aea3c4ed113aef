package runnel.node.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import runnel.indexd.content.ContentId;
import runnel.node.share.DescribeJob.Outcome;

/**
 * Hands content that is not described to who describes, and takes in the outcomes. For the share's
 * own thread.
 */
final class DescribeQueue {
  /** Enough that the describing thread has work while a publication is built. */
  private static final int HANDED_MAX = 32;

  /** The usual time until another try. */
  static final Duration RETRY = Duration.ofMinutes(1);

  private final ShareStore store;
  private final Describing describing;
  private final Duration retry;
  private final Set<ContentId> handed = new HashSet<>();

  /** When to try again, by {@link System#nanoTime}; no more than there is content. */
  private final Map<ContentId, Long> deferred = new HashMap<>();

  /** Until when nothing is handed out: nothing can be described, whatever it is. */
  private final Due pause = new Due();

  /**
   * @param retry after how long what could not be described is tried again
   */
  DescribeQueue(ShareStore store, Describing describing, Duration retry) {
    this.store = store;
    this.describing = describing;
    this.retry = retry;
  }

  /** When something deferred is due, by {@link System#nanoTime}. */
  OptionalLong dueNanos() {
    return pause.isSet()
        ? OptionalLong.of(System.nanoTime() + pause.nanosLeft(retry.toNanos()))
        : deferred.values().stream().mapToLong(Long::longValue).min();
  }

  /** Says whether something is being described. */
  boolean isBusy() {
    return !handed.isEmpty();
  }

  void handOut(Consumer<Outcome> told) {
    int room = HANDED_MAX - handed.size();
    if (room < HANDED_MAX / 2 || (pause.isSet() && !pause.isNow())) {
      return;
    }
    pause.clear();
    long now = System.nanoTime();
    deferred.values().removeIf(due -> due - now <= 0);
    store
        .backlog()
        .undescribed(room, id -> !handed.contains(id) && !deferred.containsKey(id))
        .forEach(job -> {
          handed.add(job.content());
          describing.describe(job, told);
        });
  }

  /** Takes in outcomes; says whether there is news to publish. */
  boolean takeIn(List<Outcome> outcomes) {
    boolean news = false;
    List<Consumer<Edit>> edits = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      ContentId id = outcome.job().content();
      handed.remove(id);
      switch (outcome) {
        case Outcome.Described(DescribeJob _, Map<String, String> metadata) -> {
          edits.add(edit -> edit.described(id, metadata));
          news |= !metadata.isEmpty();
        }
        case Outcome.Unreadable _ -> deferred.put(id, System.nanoTime() + retry.toNanos());
        case Outcome.Unavailable _ -> pause.in(retry);
      }
    }
    store.edit(edits);
    return news;
  }
}
