package runnel.node.download;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runnel.node.failure.NodeException;

/**
 * A few threads of the system's own that read for others what is there of one download, since its
 * disk may hang ({@link Disk}). They end when nobody reads. Thread-safe.
 */
final class DiskReaders {
  private final Duration wait;
  private final ThreadPoolExecutor threads;

  /**
   * @param wait the disk is waited for at most so long
   */
  DiskReaders(Duration wait) {
    this.wait = wait;
    this.threads =
        new ThreadPoolExecutor(
            DownloadLimits.READERS,
            DownloadLimits.READERS,
            DownloadLimits.READERS_IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(DownloadLimits.READS_WAITING),
            Thread.ofPlatform().daemon().name("downloads read ", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Reads; waits for that.
   *
   * @throws NodeException STALE if it can't be read, or not in time
   */
  <T> T read(Callable<T> reading) {
    FutureTask<T> answer = new FutureTask<>(reading);
    try {
      threads.execute(answer);
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw unreadable("too many wait for its disk", e);
    } catch (TimeoutException e) {
      boolean _ = answer.cancel(false); // An interrupt would close the file for all.
      throw unreadable("its disk does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable("interrupted", e);
    } catch (ExecutionException e) {
      throw unreadable(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  private static NodeException unreadable(String why, Throwable cause) {
    return new NodeException(NodeException.Kind.STALE, "this part can't be read: " + why, cause);
  }
}
