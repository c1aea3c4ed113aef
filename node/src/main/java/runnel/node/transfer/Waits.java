package runnel.node.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The nodes of a content that are on their way, each with what completes once it is there. Belongs
 * to a {@link Board}, under its lock.
 */
final class Waits {
  private final Map<Long, CompletableFuture<Optional<byte[]>>> all = new HashMap<>();

  /** Nodes that come with others in one request, for none of which anybody waits yet. */
  private final Set<Long> adopted = new HashSet<>();

  private boolean closed;

  boolean contain(long node) {
    return all.containsKey(node);
  }

  /** Returns the wait for the node, if it is on its way: somebody wants it now. */
  Optional<CompletableFuture<Optional<byte[]>>> join(long node) {
    boolean _ = adopted.remove(node);
    return Optional.ofNullable(all.get(node));
  }

  /** Begins to wait for a node that is not on its way; in vain once this is closed. */
  CompletableFuture<Optional<byte[]>> begin(long node) {
    if (closed) {
      return CompletableFuture.failedFuture(BoardEnd.why());
    }
    CompletableFuture<Optional<byte[]>> wait = new CompletableFuture<>();
    all.put(node, wait);
    return wait;
  }

  /** Counts the node as on its way, though nobody wants it; false if it is already. */
  boolean adopt(long node) {
    return !closed && all.putIfAbsent(node, new CompletableFuture<>()) == null && adopted.add(node);
  }

  /** Says whether somebody wants what was adopted by now; it is adopted no longer. */
  boolean disown(long node) {
    return !adopted.remove(node);
  }

  /** Ends the wait for a node, which the caller completes. */
  Optional<CompletableFuture<Optional<byte[]>>> end(long node) {
    return Optional.ofNullable(all.remove(node));
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends all waits, which the caller completes; there will be no others. */
  List<CompletableFuture<Optional<byte[]>>> close() {
    closed = true;
    List<CompletableFuture<Optional<byte[]>>> ended = new ArrayList<>(all.values());
    all.clear();
    adopted.clear();
    return ended;
  }
}
