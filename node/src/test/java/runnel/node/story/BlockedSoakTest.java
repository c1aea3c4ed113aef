package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that do not let through what they should. */
@Tag("soak")
@Tag("lan")
class BlockedSoakTest {
  private static final Duration PATIENCE = Network.PATIENCE;

  /** The promise is for a machine of one's own; here all share two cores with whoever builds. */
  private static final Duration OFFLINE_WITHIN =
      Duration.ofSeconds(15).multipliedBy(Integer.getInteger("runnel.soak.slack", 2));

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
  void withoutMulticastRememberedPeersAndAGivenIndexAreFound() {
    List<LanHost> hosts = List.of(lan.host(), lan.host());
    NodeProcess ann = hosts.get(0).node("ann");
    NodeProcess bob = hosts.get(1).node("bob");
    Seen.awaitAll(ann, bob);
    bob.close();
    ann.close();
    hosts.forEach(LanHost::dropMulticast);

    ann = hosts.get(0).node("ann");
    bob = hosts.get(1).node("bob");
    print("remembered peers, multicast dropped", Seen.awaitAll(ann, bob));
    assertThat(Seen.peer(bob, "ann").getString("foundBy")).isNotEqualTo("multicast");
    assertThat(doctor(bob)).contains("multicast", "Operation not permitted", "--index");

    LanHost carls = lan.host();
    carls.dropMulticast();
    NodeProcess carl = carls.node("carl");
    assertThat(Seen.online(carl)).as("nobody told it").containsExactly("carl");
    carl.close();
    carl = carls.node("carl", "--index", hosts.get(1).address() + ":7707");
    print("--index of a node that does not host, multicast dropped", Seen.awaitAll(ann, bob, carl));
  }

  @Test
  void anIndexHostThatFallsSilentIsReplaced() {
    List<LanHost> hosts = List.of(lan.host(), lan.host(), lan.host());
    List<NodeProcess> nodes =
        List.of(hosts.get(0).node("ann"), hosts.get(1).node("bob"), hosts.get(2).node("carl"));
    Seen.awaitAll(PATIENCE, nodes);
    Choices.awaitOne(PATIENCE, nodes);
    assertThat(Choices.hosting(nodes).name()).isEqualTo("ann");
    hosts.get(0).disconnect();
    long began = System.nanoTime();
    List<NodeProcess> left = nodes.subList(1, 3);
    print("the index host fell silent: another one of all", Choices.awaitOne(PATIENCE, left));
    left.forEach(node -> Seen.await(node, "ann", false));
    Duration offline = Duration.ofNanos(System.nanoTime() - began);
    print("it showed offline", offline);
    assertThat(offline).isLessThan(OFFLINE_WITHIN);
    hosts.get(0).connect();
    print("it is back: seen by all", Seen.awaitAll(PATIENCE, nodes));
    print("one index of all", Choices.awaitOne(PATIENCE, nodes));
  }

  @Test
  void aNetworkInTwoHalvesBecomesOneAgain() {
    List<LanHost> hosts = List.of(lan.host(), lan.host(), lan.host(), lan.host());
    List<NodeProcess> nodes = hosts.stream().map(host -> host.node("at" + host.number())).toList();
    Seen.awaitAll(PATIENCE, nodes);
    List<LanHost> right = hosts.subList(2, 4);
    right.forEach(host -> hosts.subList(0, 2).forEach(host::refuse));
    Choices.awaitOne(PATIENCE, nodes.subList(0, 2));
    print("a network fell in two: two indexes", Choices.awaitOne(PATIENCE, nodes.subList(2, 4)));
    Seen.await(nodes.get(3), "at1", false);
    Seen.await(nodes.get(0), "at4", false);
    right.forEach(LanHost::allowAll);
    print("the halves were joined: one index", Choices.awaitOne(PATIENCE, nodes));
    print("and all see all", Seen.awaitAll(PATIENCE, nodes));
  }

  /** The promise is a second, from the first moment on, while nobody knows yet. */
  @Test
  void whatWasSeenAnswersAtOnceWhileThePacketsOfEveryPeerAreDropped() throws IOException {
    List<LanHost> silent = List.of(lan.host(), lan.host());
    for (LanHost host : silent) {
      NodeProcess peer = host.node("peer" + host.number());
      Files.createDirectories(peer.share().resolve("talks"));
      Files.writeString(peer.share().resolve("talks/notes.txt"), "hello");
      peer.rescan();
    }
    LanHost bobs = lan.host();
    NodeProcess bob = bobs.mountingNode("bob");
    String peers = bob.mount().resolve("peers").toString();
    List<String> talks = List.of(peers + "/peer1/talks", peers + "/peer2/talks");
    for (String folder : talks) {
      Poll.until(
          PATIENCE,
          () -> bobs.run("ls", folder).output().contains("notes"),
          () -> folder + " never appeared");
    }
    silent.forEach(LanHost::fallSilent);
    long began = System.nanoTime();
    Duration slowest = Duration.ZERO;
    while (System.nanoTime() - began < Duration.ofSeconds(25).toNanos()) {
      for (String command :
          List.of(
              "ls -la %1$s/..",
              "df %1$s/..", "stat %1$s/..", "ls -l %1$s", "stat %2$s", "ls -l %2$s", "stat %3$s")) {
        String line = command.formatted(peers, talks.get(0), talks.get(1));
        Shell.Result result = bobs.run("sh", "-c", line);
        result.ok();
        assertThat(result.took()).as(line).isLessThan(Duration.ofSeconds(1));
        slowest = result.took().compareTo(slowest) > 0 ? result.took() : slowest;
      }
    }
    print("every peer silent for 25 s: the slowest of ls, df, stat", slowest);
  }

  private static String doctor(NodeProcess node) {
    return node.ask("GET", "/v1/doctor").toString();
  }

  private static void print(String what, Duration took) {
    System.out.println("soak: %s: after %d ms".formatted(what, took.toMillis()));
  }
}
