package runnel.node.transfer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import runnel.node.failure.NodeException;

/**
 * What is left to do of a {@link Board} when nobody wants anything of it any more.
 *
 * @param aborts give up what is under way
 * @param waits are to fail
 */
record BoardEnd(List<Runnable> aborts, List<CompletableFuture<Optional<byte[]>>> waits) {
  /** Begins to do it, and returns at once. */
  void begin() {
    if (!aborts.isEmpty() || !waits.isEmpty()) {
      Thread.ofVirtual().name("fetch-end").start(this::run);
    }
  }

  private void run() {
    aborts.forEach(Runnable::run);
    waits.forEach(wait -> wait.completeExceptionally(why()));
  }

  /** Why what was closed does not come. */
  static NodeException why() {
    return new NodeException(NodeException.Kind.UNAVAILABLE, "it was closed before it came");
  }
}
