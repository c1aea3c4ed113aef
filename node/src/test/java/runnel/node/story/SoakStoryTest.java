package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes minutes: run by {@code .ci/soak}. */
@Tag("soak")
class SoakStoryTest {
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final int KILLS = Integer.getInteger("runnel.soak.kills", 20);
  private static final int FILM_BYTES = 200 << 20;

  @TempDir private Path folder;
  private Network network;

  @BeforeEach
  void begin() {
    network = new Network(folder);
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  @Test
  void fiveGibibytesWithHolesAreTheSameOnBothSides() {
    NodeProcess alice = network.owner("alice");
    String original = alice.share().resolve("sparse.bin").toString();
    Shell.run(
            MINUTES,
            "sh",
            "-c",
            "truncate -s 5G \"$1\" && for at in 0 1000 4096 5119; do"
                + " head -c 1M /dev/urandom | dd of=\"$1\" bs=1M seek=$at conv=notrunc; done",
            "sh",
            original)
        .ok();
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice/sparse.bin");
    Network.awaitFile(seen);
    Shell.Result same = Shell.run(MINUTES, "cmp", original, seen.toString());
    assertThat(same.status()).as(same.output()).isZero();
    System.out.println("soak: 5 GiB compared in " + same.took().toMillis() + " ms");
  }

  @Test
  void killsAtRandomMomentsNeverLeadToAWrongByte() {
    long seed = Long.getLong("runnel.soak.seed", System.nanoTime());
    Random random = new Random(seed);
    System.out.println("soak: seed " + seed);
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    Path original = alice.share().resolve("film.bin");
    Network.randomFile(original, FILM_BYTES);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice/film.bin");
    int broken = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Network.awaitFile(seen);
      CompletableFuture<Shell.Result> reading =
          Shell.begin(MINUTES, "cmp", original.toString(), seen.toString());
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1500)).toNanos());
      boolean owner = random.nextBoolean();
      (owner ? alice : bob).signal("KILL");
      assertThat((owner ? alice : bob).ended(Duration.ofSeconds(10))).isTrue();
      Shell.Result result = reading.join();
      assertThat(result.output()).doesNotContain("differ").doesNotContain("EOF");
      broken += result.status() == 0 ? 0 : 1;
      if (owner) {
        alice = network.ownerAt("alice", address);
      } else {
        bob = network.reader("bob", alice);
      }
    }
    Network.awaitFile(seen);
    String whole = seen.toString();
    Poll.until(
        MINUTES,
        () -> Shell.run(MINUTES, "cmp", original.toString(), whole).status() == 0,
        () -> "never whole again");
    System.out.println("soak: " + KILLS + " kills, " + broken + " reads broken, none wrong");
  }
}
