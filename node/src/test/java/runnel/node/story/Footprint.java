package runnel.node.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a node's process holds.
 *
 * @param threads of the operating system
 * @param descriptors open ones
 * @param liveBytes of Java's heap, after a collection
 */
record Footprint(long threads, long descriptors, long liveBytes) {
  private static final Duration COLLECTION = Duration.ofSeconds(20);

  static Footprint of(NodeProcess node) {
    Path process = Path.of("/proc", Long.toString(node.pid()));
    return new Footprint(
        count(process.resolve("task")), count(process.resolve("fd")), liveBytes(node.pid()));
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The histogram counts what a full collection leaves; its last line is the sum. */
  private static long liveBytes(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String table = Shell.run(COLLECTION, jcmd, Long.toString(pid), "GC.class_histogram").ok();
    String sum = table.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(sum.strip().split("\\s+", 3)[2]);
  }
}
