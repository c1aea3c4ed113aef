package runnel.node.transfer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/**
 * The last failures of sources, for who asks why; bounded. The same failure again counts as one, so
 * that a program that tries on and on does not drive out what else failed. Thread-safe.
 */
final class Failures {
  /** Guarded by this; the newest first. */
  private final Deque<Failure> last = new ArrayDeque<>();

  synchronized void note(Optional<ContentId> content, Source source, SourceFailure failure) {
    Failure now =
        new Failure(
            Instant.now(),
            1,
            content,
            source.peer(),
            source.name(),
            failure.kind(),
            failure.getMessage());
    Optional<Failure> before = last.stream().filter(now::isLike).findFirst();
    before.ifPresent(last::remove);
    last.addFirst(before.map(now::after).orElse(now));
    if (last.size() > TransferLimits.FAILURES_KEPT) {
      last.removeLast();
    }
  }

  /** Returns those that are kept, the newest first. */
  synchronized List<Failure> all() {
    return List.copyOf(last);
  }
}
