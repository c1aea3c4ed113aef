package runnel.node.transfer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/** The last failures of sources, for who asks why; bounded. Thread-safe. */
final class Failures {
  /** Guarded by this; the newest first. */
  private final Deque<Failure> last = new ArrayDeque<>();

  synchronized void note(Optional<ContentId> content, Source source, SourceFailure failure) {
    last.addFirst(
        new Failure(
            Instant.now(),
            content,
            source.peer(),
            source.name(),
            failure.kind(),
            failure.getMessage()));
    if (last.size() > TransferLimits.FAILURES_KEPT) {
      last.removeLast();
    }
  }

  /** Returns those that are kept, the newest first. */
  synchronized List<Failure> all() {
    return List.copyOf(last);
  }
}
