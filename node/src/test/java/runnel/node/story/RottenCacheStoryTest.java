package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's own disk loses bits of what it cached. */
class RottenCacheStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;
  private static final int LENGTH = 8 * MIB;

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
  void aFlippedByteIsFoundAfterARestartAndOnlyItsChunkIsFetchedAgain() throws IOException {
    NodeProcess alice = network.owner("alice");
    Path film = alice.share().resolve("film.bin");
    Network.randomFile(film, LENGTH);
    byte[] right = Files.readAllBytes(film);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path seen = bob.mount().resolve("peers/alice/film.bin");
    Network.awaitFile(seen);
    try (WatchedRead read = WatchedRead.of(seen, right)) {
      assertThat(read.rest().isWhole(right)).isTrue();
    }
    bob.close();
    String cached = cachedFile(bob).toString();
    String flip = "printf '\\377\\000' | dd of=\"$1\" bs=1 seek=5000000 conv=notrunc";
    Shell.run(PATIENCE, "sh", "-ec", flip, "sh", cached).ok();
    assertThat(Files.mismatch(Path.of(cached), film)).isBetween(5_000_000L, 5_000_001L);

    NodeProcess again = network.reader("bob", alice);
    Network.awaitFile(seen);
    try (WatchedRead read = WatchedRead.of(seen, right)) {
      assertThat(read.rest().isWhole(right)).isTrue();
    }
    assertThat(again.counter("chunksFetched")).isEqualTo(1);
    assertThat(Files.mismatch(Path.of(cached), film)).as("it was repaired").isEqualTo(-1);
    Aftermath.assertCalm(alice, again);
  }

  /** The only one of that length. */
  private static Path cachedFile(NodeProcess node) throws IOException {
    try (Stream<Path> files = Files.walk(node.mount().resolveSibling("state/cache"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(LENGTH + "-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
