package runnel.node.share;

import java.time.Duration;
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

  private static final Duration RETRY = Duration.ofMinutes(1);

  private final ShareStore store;
  private final Describing describing;
  private final Set<ContentId> handed = new HashSet<>();

  /** When to try again, by {@link System#nanoTime}; no more than there is content. */
  private final Map<ContentId, Long> deferred = new HashMap<>();

  DescribeQueue(ShareStore store, Describing describing) {
    this.store = store;
    this.describing = describing;
  }

  /** When something deferred is due. */
  OptionalLong dueNanos() {
    return deferred.values().stream().mapToLong(Long::longValue).min();
  }

  /** Says whether something is being described. */
  boolean isBusy() {
    return !handed.isEmpty();
  }

  void handOut(Consumer<Outcome> told) {
    long now = System.nanoTime();
    deferred.values().removeIf(due -> due - now <= 0);
    int room = HANDED_MAX - handed.size();
    if (room < HANDED_MAX / 2) {
      return;
    }
    store
        .undescribed(room, id -> !handed.contains(id) && !deferred.containsKey(id))
        .forEach(job -> {
          handed.add(job.content());
          describing.describe(job, told);
        });
  }

  /** Takes in outcomes; says whether there is news to publish. */
  boolean takeIn(List<Outcome> outcomes) {
    boolean news = false;
    for (Outcome outcome : outcomes) {
      ContentId id = outcome.job().content();
      handed.remove(id);
      if (outcome.metadata().isEmpty()) {
        deferred.put(id, System.nanoTime() + RETRY.toNanos());
      }
      news |= outcome.metadata().filter(metadata -> !metadata.isEmpty()).isPresent();
    }
    store.edit(
        outcomes.stream()
            .filter(outcome -> outcome.metadata().isPresent())
            .<Consumer<Edit>>map(outcome ->
                edit -> edit.described(outcome.job().content(), outcome.metadata().orElseThrow()))
            .toList());
    return news;
  }
}
