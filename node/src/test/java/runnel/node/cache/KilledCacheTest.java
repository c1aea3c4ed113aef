package runnel.node.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cache whose process is killed while it stores. */
class KilledCacheTest {
  private static final int CONTENTS = 8;
  private static final int ROUNDS = 2;
  private static final int REPORTS = 4;

  private static Sample sample(int seed) {
    return Sample.of(24 * Sample.UNIT_BYTES + seed, seed);
  }

  @Test
  @Timeout(60)
  void afterAKillEveryTrustedByteIsRightAndMostIsThere(@TempDir Path folder) throws Exception {
    long before = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      killWhileStoring(folder);
      long found = checkAll(folder);
      assertThat(found).as("units in round %s", round).isPositive().isGreaterThanOrEqualTo(before);
      before = found;
    }
  }

  /** Kills after a few commits, each of which had something new. */
  private static void killWhileStoring(Path folder) throws Exception {
    Process child = start(folder);
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (int i = 0; i < REPORTS; i++) {
        assertThat(said.readLine()).isNotNull();
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Returns how many units are there. */
  private static long checkAll(Path folder) {
    long found = 0;
    try (CacheOnDisk disk = CacheOnDisk.in(folder)) {
      for (int seed = 0; seed < CONTENTS; seed++) {
        Sample sample = sample(seed);
        try (CachedContent content = disk.cache().open(sample.id())) {
          for (long unit = 0; unit < sample.units(); unit++) {
            ByteRange range = sample.place(sample.unit(unit));
            content.missing(range);
            Optional<ByteBuffer> read = content.read(range);
            read.ifPresent(
                data -> assertThat(data).isEqualTo(ByteBuffer.wrap(sample.slice(range))));
            found += read.isPresent() ? 1 : 0;
          }
        }
      }
      assertThat(disk.cache().statistics().droppedUnits()).isZero();
    }
    return found;
  }

  private static Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Stores the contents' units, a thread for each content, and reports after each commit. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      CacheOnDisk disk = CacheOnDisk.in(Path.of(arguments[0]));
      List<Thread> feeders = new ArrayList<>();
      for (int seed = 0; seed < CONTENTS; seed++) {
        Sample sample = sample(seed);
        feeders.add(Thread.ofVirtual().start(() -> feedSlowly(disk.cache(), sample)));
      }
      long before = 0;
      while (true) {
        disk.cache().flush();
        long now = disk.cache().usage().bytes();
        if (now > before || feeders.stream().noneMatch(Thread::isAlive)) {
          System.out.println("committed");
        }
        before = now;
        Thread.sleep(20);
      }
    }

    private static void feedSlowly(Cache cache, Sample sample) {
      try (CachedContent content = cache.open(sample.id())) {
        for (long unit = 0; unit < sample.units(); unit++) {
          if (!content.missing(sample.place(sample.unit(unit))).isEmpty()) {
            sample.feed(content, sample.unit(unit));
            Thread.sleep(20);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
