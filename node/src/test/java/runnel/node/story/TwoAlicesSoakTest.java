package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two computers, and each has an alice. Bob knows one of them, dan the other, and carl neither;
 * whatever becomes of the index, and whoever comes first, nobody is deceived.
 */
@Tag("soak")
@Tag("lan")
class TwoAlicesSoakTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final List<List<String>> ORDERS =
      List.of(
          List.of("first", "second", "bob"),
          List.of("first", "bob", "second"),
          List.of("second", "first", "bob"),
          List.of("second", "bob", "first"),
          List.of("bob", "first", "second"),
          List.of("bob", "second", "first"));

  @TempDir private Path folder;
  private Lan lan;
  private LanHost firsts;
  private LanHost seconds;
  private LanHost bobs;
  private LanHost dans;
  private LanHost server;
  private String first;
  private String second;
  private int newcomers;

  /** What became of the index while everybody was away. */
  enum Index {
    ALIVE,
    EMPTIED,
    REPLACED
  }

  /** In two halves of a network, so that each alice bears the name, and has a friend who knows. */
  @BeforeEach
  void twoAlices() {
    lan = new Lan(folder);
    firsts = lan.host();
    bobs = lan.host();
    server = lan.host();
    first = met(firsts, bobs);
    seconds = lan.host();
    dans = lan.host();
    second = met(seconds, dans);
  }

  @AfterEach
  void end() {
    lan.close();
  }

  @ParameterizedTest
  @EnumSource
  void whoPinnedOneNeverSeesTheOther(Index index) {
    LanProcess daemon = server.daemon();
    withEverybody(ORDERS.getFirst());
    for (List<String> order : ORDERS) {
      daemon = after(index, daemon);
      withEverybody(order);
      System.out.println("soak: two alices, index " + index + ", " + order + ": nobody deceived");
    }
  }

  @Test
  void aThirdAliceIsRefusedWithSuggestionsAndTrustSettlesWhoIsMeant() {
    NodeProcess alice = firsts.node("alice");
    NodeProcess bob = bobs.node("bob");
    Seen.awaitAll(alice, bob);
    Choices.awaitOne(PATIENCE, List.of(alice, bob));
    assertThatThrownBy(() -> lan.host().node("alice"))
        .hasMessageContaining("the name 'alice' belongs to somebody else on this network")
        .hasMessageContaining("free are: alice");
    seconds.node("alice");
    NodeProcess carl = lan.host().node("carl");
    awaitShown(carl, suffixed(first), first);
    awaitShown(carl, suffixed(second), second);
    assertThat(Seen.find(carl, "alice")).isEmpty();
    JsonObject contested = carl.ask("GET", "/v1/trust").getJsonArray("contested").getJsonObject(0);
    assertThat(contested.getString("name")).isEqualTo("alice");
    assertThat(contested.getJsonArray("claims")).hasSize(2);

    String accept = "/v1/trust/accept?subject=alice&key=";
    assertThat(carl.ask("POST", accept + second).getString("peerId")).isEqualTo(second);
    awaitShown(carl, "alice", second);
    awaitShown(carl, suffixed(first), first);
    assertThat(carl.ask("POST", accept + first).getString("peerId")).isEqualTo(first);
    awaitShown(carl, "alice", first);
    awaitShown(carl, suffixed(second), second);
    assertThat(alice.status().getJsonObject("network").getBoolean("nameContested")).isTrue();
  }

  /** Starts them in that order, looks at what each shows all the time, and ends them. */
  private void withEverybody(List<String> order) {
    List<NodeProcess> nodes = new ArrayList<>();
    for (String who : order) {
      nodes.add(start(who));
      nodes.forEach(this::assertNotDeceived);
    }
    NodeProcess bob = nodes.get(order.indexOf("bob"));
    NodeProcess dan = dans.node("dan");
    NodeProcess carl = carl();
    awaitShown(bob, "alice", first);
    awaitShown(bob, suffixed(second), second);
    awaitShown(dan, "alice", second);
    awaitShown(dan, suffixed(first), first);
    awaitShown(carl, suffixed(first), first);
    awaitShown(carl, suffixed(second), second);
    assertThat(Seen.find(carl, "alice")).isEmpty();
    assertThat(carl.ask("GET", "/v1/trust").getJsonArray("pins").toString())
        .doesNotContain("\"alice\"");
    nodes.addAll(List.of(dan, carl));
    nodes.forEach(this::assertNotDeceived);
    nodes.forEach(NodeProcess::close);
  }

  private NodeProcess start(String who) {
    return switch (who) {
      case "first" -> firsts.node("alice");
      case "second" -> seconds.node("alice");
      default -> bobs.node("bob");
    };
  }

  /** Somebody new, who knows nobody yet. */
  private NodeProcess carl() {
    newcomers++;
    return dans.node("carl" + newcomers);
  }

  private LanProcess after(Index index, LanProcess daemon) {
    if (index == Index.ALIVE) {
      return daemon;
    }
    daemon.close();
    delete(index == Index.EMPTIED ? server.daemonHome().resolve("index") : server.daemonHome());
    return server.daemon();
  }

  /** Of those who pinned one; carl may show whom he hears of first, until he hears of the other. */
  private void assertNotDeceived(NodeProcess node) {
    String name = node.name();
    if (name.equals("bob") || name.equals("dan")) {
      Seen.find(node, "alice")
          .map(alice -> alice.getString("peerId"))
          .ifPresent(shown ->
              assertThat(shown)
                  .as("alice, as %s sees her: %s", name, Seen.views(node))
                  .isEqualTo(name.equals("bob") ? first : second));
    }
  }

  private void awaitShown(NodeProcess node, String name, String peerId) {
    Poll.until(
        PATIENCE,
        () -> {
          assertNotDeceived(node);
          return Seen.find(node, name)
              .filter(peer -> peer.getString("peerId").equals(peerId) && peer.getBoolean("online"))
              .isPresent();
        },
        () -> node.name() + " does not show " + name + ": " + Seen.all(node));
  }

  /** Runs an alice and a friend, alone, until the friend knows her; returns her key. */
  private static String met(LanHost alices, LanHost friends) {
    String friendsName = alices.number() == 1 ? "bob" : "dan";
    try (NodeProcess alice = alices.node("alice");
        NodeProcess friend = friends.node(friendsName)) {
      Poll.until(
          PATIENCE,
          () -> friend.ask("GET", "/v1/trust").getJsonArray("pins").toString().contains("alice"),
          () -> "alice is not pinned: " + friend.ask("GET", "/v1/trust"));
      return alice.status().getString("peerId");
    }
  }

  private static String suffixed(String peerId) {
    return "alice~" + peerId.substring(0, 4);
  }

  private static void delete(Path tree) {
    try {
      if (Files.exists(tree)) {
        var _ = Files.walkFileTree(tree, new Deleting());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, IOException failure)
        throws IOException {
      Files.delete(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
