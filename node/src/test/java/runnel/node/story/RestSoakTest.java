package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network costs while nobody does anything; {@code indexd/PROTOCOL.md} reckons with it. */
@Tag("soak")
@Tag("lan")
class RestSoakTest {
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final int NODES = 6;

  @TempDir private Path folder;

  @Test
  void sixNodesAtRestSendLittle() {
    try (Lan lan = new Lan(folder)) {
      List<LanHost> hosts = new ArrayList<>();
      List<NodeProcess> nodes = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        hosts.add(lan.host());
        nodes.add(hosts.getLast().node("node" + i));
      }
      Seen.awaitAll(Network.PATIENCE, nodes);
      hosts.forEach(LanHost::countSent);
      pause(SETTLED);
      List<LanHost.Sent> before = hosts.stream().map(LanHost::sent).toList();
      List<LanHost.Traffic> cards = hosts.stream().map(LanHost::traffic).toList();
      pause(MEASURED);
      for (int i = 0; i < NODES; i++) {
        report(nodes, i, hosts.get(i).sent().minus(before.get(i)));
        LanHost.Traffic all = hosts.get(i).traffic().minus(cards.get(i));
        assertThat(all.packetsOut() / MEASURED.toSeconds()).as("packets a second").isLessThan(20);
        assertThat(all.bytesOut() / MEASURED.toSeconds()).as("bytes a second").isLessThan(5_000);
      }
    }
  }

  private static void report(List<NodeProcess> nodes, int which, LanHost.Sent sent) {
    NodeProcess node = nodes.get(which);
    double seconds = MEASURED.toSeconds();
    System.out.printf(
        "soak: at rest %s%s sends %.2f beacons/s (%.0f bytes/s), %.2f other packets/s (%.0f"
            + " bytes/s)%n",
        node.name(),
        node == Choices.hosting(nodes) ? ", the index's host," : "",
        sent.beacons() / seconds,
        sent.beaconBytes() / seconds,
        sent.others() / seconds,
        sent.otherBytes() / seconds);
  }

  private static void pause(Duration so) {
    LockSupport.parkNanos(so.toNanos());
  }
}
