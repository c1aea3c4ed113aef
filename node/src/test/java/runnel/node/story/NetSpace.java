package runnel.node.story;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace, with mounts of its own, for as long as this is open. A process holds it that
 * kills whatever still runs in it and ends when it is closed, or when this process ends however
 * that happens: nothing is left behind. Root is not needed where users may make namespaces.
 */
final class NetSpace implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final Path OUTER = Path.of("/proc/self/ns/net");

  /** Kills only in a namespace that is not the one outside, which is its argument. */
  private static final String HOLD =
      """
      mine=$(readlink /proc/self/ns/net)
      [ "$mine" != "$1" ] || { echo "still in the namespace outside"; exit 1; }
      ip link set lo up || exit 1
      echo up
      cat > /dev/null
      for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        [ "$pid" = $$ ] || [ "$(readlink $process/ns/net)" != "$mine" ] || kill -KILL $pid
      done 2> /dev/null
      """;

  private final Process holder;

  private NetSpace(Process holder) {
    this.holder = holder;
  }

  /** Makes one. */
  static NetSpace open() {
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "--mount"));
    if (!ROOT) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    return hold(command);
  }

  /** Makes another one with the same owner, so that a cable can lead from one to the other. */
  NetSpace beside() {
    List<String> command = new ArrayList<>();
    if (!ROOT) {
      command.addAll(List.of("nsenter", "--target", pid(), "--user", "--preserve-credentials"));
    }
    command.addAll(List.of("unshare", "--net", "--mount"));
    return hold(command);
  }

  /** The holder's process id, by which other namespaces know this one. */
  String pid() {
    return Long.toString(holder.pid());
  }

  /** Returns the command that runs this command in here. */
  List<String> inside(List<String> command) {
    if (!holder.isAlive()) {
      throw new IllegalStateException("the namespace is closed");
    }
    List<String> all = new ArrayList<>(List.of("nsenter", "--target", pid(), "--net", "--mount"));
    if (!ROOT) {
      all.addAll(List.of("--user", "--preserve-credentials"));
    }
    all.add("--");
    all.addAll(command);
    return all;
  }

  /** Runs it in here, with a deadline. */
  Shell.Result run(String... command) {
    return Shell.run(PATIENCE, inside(List.of(command)).toArray(String[]::new));
  }

  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      if (!holder.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        holder.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static NetSpace hold(List<String> command) {
    try {
      String outside = Files.readSymbolicLink(OUTER).toString();
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of("sh", "-c", HOLD, "sh", outside));
      Process holder = new ProcessBuilder(all).redirectErrorStream(true).start();
      BufferedReader said = holder.inputReader();
      String first = said.readLine();
      if (!"up".equals(first)) {
        throw new IllegalStateException(
            "can't make a network namespace for this test: %s. It needs the packages util-linux and"
                    .formatted(first)
                + " iproute2, and root or a system that lets users make namespaces (sysctl"
                + " kernel.unprivileged_userns_clone=1, or the like)");
      }
      return new NetSpace(holder);
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a network namespace for this test", e);
    }
  }
}
