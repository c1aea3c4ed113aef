package runnel.node.metadata;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of the parsers' process. One thread asks; {@link #end} may be called by any.
 *
 * <p>A pipe has no deadline of its own, so a timer kills the process, which ends every wait on it.
 */
final class ChildProcess {
  private final Process process;
  private final DataInputStream answers;
  private final DataOutputStream requests;
  private final ScheduledExecutorService timer;
  private int asked;

  private ChildProcess(Process process, ScheduledExecutorService timer) {
    this.process = process;
    this.timer = timer;
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /**
   * Starts the process.
   *
   * @throws IOException if it can't be started
   */
  static ChildProcess start(List<String> command, ScheduledExecutorService timer)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().clear(); // Nothing of the user's surroundings is a parser's business.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new ChildProcess(builder.start(), timer);
  }

  /**
   * Waits until it can be asked.
   *
   * @throws IOException if it is not ready in time
   */
  void awaitReady() throws IOException {
    int said = within(ExtractorLimits.START, answers::read);
    if (said != Talk.READY) {
      throw new IOException("it did not become ready");
    }
  }

  /**
   * Asks for one file's metadata; blocks for at most the limit.
   *
   * @throws IOException if the process dies of it, or is killed because it took too long
   */
  Extraction ask(String openAt, String name, Duration limit) throws IOException {
    asked++;
    return within(
        limit,
        () -> {
          Talk.ask(requests, openAt, name);
          return Talk.answer(answers);
        });
  }

  /** Whether it did its share of work and should make room for a new one. */
  boolean isWornOut() {
    return asked >= ExtractorLimits.FILES_PER_PROCESS;
  }

  /** Ends the process at once; who waits for it gets an {@link IOException}. */
  void end() {
    process.destroyForcibly();
  }

  private <T> T within(Duration limit, Call<T> call) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> kill = killAfter(limit, late);
    try {
      return call.run();
    } catch (IOException e) {
      throw late.get() ? new IOException("it took longer than " + limit.toSeconds() + " s", e) : e;
    } finally {
      kill.cancel(false);
    }
  }

  private ScheduledFuture<?> killAfter(Duration limit, AtomicBoolean late) throws IOException {
    Runnable kill =
        () -> {
          late.set(true);
          end();
        };
    try {
      return timer.schedule(kill, limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new IOException("the node stops", e);
    }
  }

  private interface Call<T> {
    T run() throws IOException;
  }
}
