package runnel.indexd.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends a request that takes too long as a whole: a socket's own timeout starts anew with each byte.
 *
 * <pre>{@code
 * try (Deadline deadline = Deadline.of(request, Duration.ofSeconds(5))) {
 *   return deadline.within(() -> client.execute(request, this::read));
 * }
 * }</pre>
 */
public final class Deadline implements AutoCloseable {
  private final Duration within;
  private final AtomicBoolean late = new AtomicBoolean();
  private final Thread clock;

  private Deadline(Cancellable request, Duration within) {
    this.within = within;
    this.clock = Thread.ofVirtual().name("request deadline").start(() -> watch(request));
  }

  /** Cancels the request after that time, unless this is closed before. */
  public static Deadline of(Cancellable request, Duration within) {
    return new Deadline(request, within);
  }

  /**
   * What is done under a deadline.
   *
   * @param <X> what else it may throw; the compiler infers that it is nothing checked
   */
  @FunctionalInterface
  public interface Call<T, X extends Exception> {
    /** Does it. */
    T call() throws IOException, X;
  }

  /**
   * Makes the call.
   *
   * @throws SocketTimeoutException if it failed because the time was over
   * @throws X as the call throws it, late or not
   */
  public <T, X extends Exception> T within(Call<T, X> call) throws IOException, X {
    try {
      return call.call();
    } catch (IOException e) {
      if (late.get()) {
        SocketTimeoutException timeout =
            new SocketTimeoutException("no whole answer within " + within.toMillis() + " ms");
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    clock.interrupt();
  }

  private void watch(Cancellable request) {
    try {
      Thread.sleep(within);
      late.set(true);
      var _ = request.cancel();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // In time.
    }
  }
}
