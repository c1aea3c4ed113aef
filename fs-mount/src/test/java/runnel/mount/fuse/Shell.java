package runnel.mount.fuse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs that read a mount: children, for the process that serves must not read. */
final class Shell {
  private static final long DEADLINE_S = 20;

  /** What came of a program; its output as text of one byte per character. */
  record Result(int status, String latin1, String errors) {
    byte[] bytes() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** A program that runs. */
  record Running(
      Process process, CompletableFuture<byte[]> output, CompletableFuture<byte[]> errors) {
    Result await() {
      try {
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("did not end in " + DEADLINE_S + " s: " + process.info());
        }
        return new Result(
            process.exitValue(),
            new String(output.get(DEADLINE_S, TimeUnit.SECONDS), StandardCharsets.ISO_8859_1),
            new String(errors.get(DEADLINE_S, TimeUnit.SECONDS), StandardCharsets.UTF_8));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private Shell() {}

  static Running start(String... command) {
    Process process = startRaw(command);
    return new Running(process, drain(process.getInputStream()), drain(process.getErrorStream()));
  }

  /** Starts a program whose output the test reads itself. */
  static Process startRaw(String... command) {
    // A build that runs in the background hands down an interrupt that is ignored.
    List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT"));
    whole.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, such as INT. */
  static void signal(Process process, String name) {
    ok("kill", "-" + name, String.valueOf(process.pid()));
  }

  /** Runs a program to its end, whatever its status. */
  static Result run(String... command) {
    return start(command).await();
  }

  /** Runs a program that must succeed, and returns what it wrote. */
  static Result ok(String... command) {
    Result result = run(command);
    if (result.status() != 0) {
      throw new AssertionError(
          String.join(" ", command) + ": " + result.status() + " " + result.errors());
    }
    return result;
  }

  private static CompletableFuture<byte[]> drain(InputStream stream) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            bytes.complete(stream.readAllBytes());
          } catch (IOException e) {
            bytes.completeExceptionally(e);
          }
        });
    return bytes;
  }
}
