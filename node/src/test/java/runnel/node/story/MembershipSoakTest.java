package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several networks on one LAN. */
@Tag("soak")
@Tag("lan")
class MembershipSoakTest {
  /** Everything that tells of others at rest happened by then: beacons, scouts, heartbeats. */
  private static final Duration WATCHED = Duration.ofSeconds(20);

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
  void networksOfOneLanNeverSeeEachOther() throws IOException {
    String[] named = {"--network", "Lab 3"};
    String[] closed = {"--network", "Lab 3", "--passphrase-file", passphrase("right", "six words")};
    List<NodeProcess> open = List.of(lan.host().node("ann"), lan.host().node("ben"));
    List<NodeProcess> lab = List.of(lan.host().node("cat", named), lan.host().node("dan", named));
    LanHost eves = lan.host();
    List<NodeProcess> secret = List.of(eves.node("eve", closed), lan.host().node("fay", closed));
    for (List<NodeProcess> network : List.of(open, lab, secret)) {
      Seen.awaitAll(network.toArray(NodeProcess[]::new));
    }
    NodeProcess gil =
        lan.host()
            .node(
                "gil",
                "--network",
                "Lab 3",
                "--passphrase-file",
                passphrase("wrong", "six other words"),
                "--index",
                eves.address() + ":7707");

    long end = System.nanoTime() + WATCHED.toNanos();
    while (System.nanoTime() < end) {
      for (List<NodeProcess> network : List.of(open, lab, secret, List.of(gil))) {
        String[] names = network.stream().map(NodeProcess::name).toArray(String[]::new);
        for (NodeProcess node : network) {
          assertThat(Seen.all(node))
              .as("all that %s ever saw", node.name())
              .extracting(peer -> peer.getString("name"))
              .containsExactlyInAnyOrder(names);
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // That nothing happens is no event.
    }

    String toldInvain = "it has another name or passphrase than 'Lab 3', by passphrase";
    assertThat(gil.status().getJsonObject("index").getString("why")).contains(toldInvain);
    assertThat(gil.log()).contains(toldInvain);
    assertThat(gil.ask("GET", "/v1/doctor").toString()).contains("of other networks");
  }

  private String passphrase(String name, String words) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, words + " of a sentence\n");
    return file.toString();
  }
}
