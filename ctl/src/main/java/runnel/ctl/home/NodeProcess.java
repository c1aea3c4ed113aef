package runnel.ctl.home;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import runnel.ctl.control.Deadline;

/** The process of a node: started here, in a session of its own, or known by its id. */
final class NodeProcess {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  /** Starts it detached: no terminal, nothing to read, its output in that file. */
  static NodeProcess start(List<String> command, Path output) throws IOException {
    // setsid and both scripts replace themselves, so this process becomes the node's JVM.
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    return new NodeProcess(
        new ProcessBuilder(detached)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start());
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it ended, at most that long; whether it did. */
  boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  int exitStatus() {
    return process.exitValue();
  }

  /** Ends it, and what it started: asks, waits for the grace period, then does not ask. */
  void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    if (!areGone(all)) {
      all.forEach(ProcessHandle::destroyForcibly);
      areGone(all);
    }
  }

  /** Waits until none of them runs, at most the grace period; whether none does. */
  private static boolean areGone(List<ProcessHandle> processes) {
    Deadline deadline = Deadline.in(GRACE);
    while (processes.stream().anyMatch(process -> isRunning(process.pid()))) {
      if (deadline.passed()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /**
   * Whether a process of that id is running; a zombie, which some containers never bury, is not.
   */
  static boolean isRunning(long pid) {
    return !commandLine(pid).isEmpty();
  }

  /** Each argument with a NUL after it, as proc_pid_cmdline(5) has it; empty if there is none. */
  static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
