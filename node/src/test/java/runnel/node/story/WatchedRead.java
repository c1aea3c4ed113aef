package runnel.node.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A program that reads a file from start to end while a story goes on. Each byte that it gets is
 * compared with the one that is right, and how long none came is measured. It waits wherever the
 * story stops taking bytes.
 *
 * <pre>{@code
 * try (WatchedRead read = WatchedRead.of(film, bytes)) {
 *   read.take(MIB);
 *   alice.signal("KILL");
 *   assertThat(read.rest().longestPause()).isLessThan(…);
 * }
 * }</pre>
 */
final class WatchedRead implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final byte[] right;
  private final Process process;
  private final InputStream bytes;
  private final CompletableFuture<String> errors = new CompletableFuture<>();
  private final byte[] buffer = new byte[1 << 16];
  private int taken;
  private long lastAt;
  private long longestNanos;

  private WatchedRead(byte[] right, Process process) {
    this.right = right;
    this.process = process;
    this.bytes = process.getInputStream();
    Thread.ofVirtual().start(this::readErrors);
    var _ =
        process
            .onExit()
            .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
            .exceptionally(late -> process.destroyForcibly());
  }

  /**
   * How it ended.
   *
   * @param status the program's
   * @param said its message, if it failed
   * @param bytes how many it got, all of them right
   * @param longestPause how long at most nothing came, since the story took the rest
   */
  record End(int status, String said, long bytes, Duration longestPause) {
    boolean isWhole(byte[] right) {
      return status == 0 && bytes == right.length;
    }
  }

  static WatchedRead of(Path file, byte[] right) {
    return of(command -> command, file, right);
  }

  /**
   * @param inside makes of a command one that sees the mount
   * @param right the bytes that the file should have
   */
  static WatchedRead of(UnaryOperator<List<String>> inside, Path file, byte[] right) {
    try {
      List<String> command = inside.apply(List.of("cat", file.toString()));
      return new WatchedRead(right, new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes at least so many bytes more; returns what was taken in all. */
  int take(int more) {
    int end = taken + more;
    while (taken < end) {
      if (!takeSome()) {
        throw new AssertionError("only %d bytes came: %s".formatted(taken, errors.join()));
      }
    }
    return taken;
  }

  /** Takes all that comes, until the program ends. */
  End rest() {
    lastAt = System.nanoTime();
    longestNanos = 0;
    boolean more = true;
    while (more) {
      more = takeSome();
    }
    try {
      int status = process.waitFor();
      return new End(status, errors.join(), taken, Duration.ofNanos(longestNanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean takeSome() {
    int count = read();
    long now = System.nanoTime();
    longestNanos = Math.max(longestNanos, now - lastAt);
    lastAt = now;
    if (count > 0) {
      compare(count);
      taken += count;
    }
    return count > 0;
  }

  private int read() {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(int count) {
    for (int i = 0; i < count; i++) {
      if (taken + i >= right.length || buffer[i] != right[taken + i]) {
        throw new AssertionError("a wrong byte at " + (taken + i));
      }
    }
  }

  private void readErrors() {
    try {
      byte[] all = process.getErrorStream().readAllBytes();
      errors.complete(new String(all, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      errors.complete(""); // Killed meanwhile.
    }
  }
}
