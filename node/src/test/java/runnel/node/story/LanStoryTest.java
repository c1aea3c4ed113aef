package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Computers of one network find each other with no address typed; the long tier has more. */
class LanStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;

  @TempDir private Path folder;
  private Lan lan;

  @BeforeEach
  void begin() {
    lan = new Lan(folder);
  }

  @AfterEach
  void end() {
    lan.close();
  }

  @Test
  void nodesThatWereToldNothingSeeAndReadEachOther() {
    NodeProcess ann = lan.host().node("ann");
    Network.randomFile(ann.share().resolve("film.bin"), 1 << 20);
    ann.rescan();
    LanHost bobs = lan.host();
    NodeProcess bob = bobs.mountingNode("bob");
    Seen.awaitAll(ann, bob);

    String original = ann.share().resolve("film.bin").toString();
    String seen = bob.mount().resolve("peers/ann/film.bin").toString();
    Poll.until(
        PATIENCE, () -> bobs.run("stat", seen).status() == 0, () -> seen + " never appeared");
    bobs.run("cmp", original, seen).ok();
    assertThat(Seen.peer(bob, "ann").getString("address")).isEqualTo("10.77.0.1:7707");
    assertThat(Seen.peer(bob, "ann").getString("foundBy")).isEqualTo("multicast");
  }
}
