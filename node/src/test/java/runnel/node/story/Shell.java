package runnel.node.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs that nobody here wrote, with a deadline. */
final class Shell {
  private Shell() {}

  /**
   * How a program ended.
   *
   * @param status its exit status; -1 if it was killed at the deadline
   * @param output what it wrote, errors included
   * @param took how long it ran
   */
  record Result(int status, String output, Duration took) {
    String ok() {
      if (status != 0) {
        throw new AssertionError("status " + status + ": " + output);
      }
      return output;
    }
  }

  static Result run(Duration deadline, String... command) {
    return begin(deadline, command).join();
  }

  static CompletableFuture<Result> begin(Duration deadline, String... command) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(await(deadline, List.of(command)));
          } catch (IOException e) {
            result.completeExceptionally(new UncheckedIOException(e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static Result await(Duration deadline, List<String> command)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> output.complete(readAll(process)));
    boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    String text =
        new String(
            output.completeOnTimeout(new byte[0], 5, TimeUnit.SECONDS).join(),
            StandardCharsets.UTF_8);
    return new Result(ended ? process.exitValue() : -1, text, took);
  }

  private static byte[] readAll(Process process) {
    try {
      return process.getInputStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // Killed meanwhile.
    }
  }
}
