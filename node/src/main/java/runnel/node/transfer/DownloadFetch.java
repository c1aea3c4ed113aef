package runnel.node.transfer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import runnel.node.failure.NodeException;

/** Fetches for a download, which leaves room for programs that wait. */
record DownloadFetch(ContentFetch fetch, List<Source> sources) implements Bringing {
  @Override
  public boolean fetch(NodeRun nodes, Duration within) {
    List<Long> wanted = LongStream.range(nodes.first(), nodes.end()).boxed().toList();
    var waits = fetch.want(wanted, Urgency.DOWNLOAD, sources).values();
    long end = System.nanoTime() + within.toNanos();
    try {
      // One after the other: what allOf hangs on each would stay there after a wait in vain.
      for (var wait : waits) {
        var _ = wait.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeException why
          ? why
          : new NodeException(
              NodeException.Kind.FAILED, "could not fetch " + fetch.content(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "interrupted", e);
    }
  }

  @Override
  public void close() {
    fetch.close();
  }
}
