package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has another key than before, and a person decides. */
class TrustStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;

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
  void aNewKeyIsShownBesideTheOldOneUntilItIsAcceptedAndForgottenWhenAsked() {
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    Network.randomFile(alice.share().resolve("film.bin"), MIB);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path shown = bob.mount().resolve("peers/alice");
    Network.awaitFile(shown.resolve("film.bin"));
    awaitPin(bob, "alice");
    String oldKey = alice.status().getString("peerId");
    alice.signal("KILL");
    assertThat(alice.ended(Duration.ofSeconds(5))).isTrue();

    NodeProcess other = network.impostorAt("alice", address);
    String newKey = other.status().getString("peerId");
    Network.randomFile(other.share().resolve("forged.bin"), MIB);
    other.rescan();
    awaitConflict(bob, address, newKey);
    assertThat(bob.ask("POST", "/v1/trust/accept?subject=" + address).getString("peerId"))
        .isEqualTo(newKey);

    // The index is believed again; what it says of alice is not.
    awaitConflict(bob, "alice", newKey);
    Path suffixed = bob.mount().resolve("peers/alice~" + newKey.substring(0, 4));
    Network.awaitFile(suffixed.resolve("forged.bin"));
    assertThat(list(shown)).isEqualTo("film.bin\n");
    assertThat(peer(bob, newKey).getJsonObject("key").getString("state")).isEqualTo("conflict");

    assertThat(bob.ask("POST", "/v1/trust/accept?subject=alice").getString("peerId"))
        .isEqualTo(newKey);
    assertThat(list(shown)).isEqualTo("forged.bin\n");
    assertThat(peer(bob, newKey).getJsonObject("key").getString("state")).isEqualTo("pinned");
    assertThat(list(bob.mount().resolve("peers")))
        .isEqualTo("alice\nalice~" + oldKey.substring(0, 4) + "\n");

    assertThat(bob.ask("POST", "/v1/trust/remove?subject=alice").getString("peerId"))
        .isEqualTo(newKey);
    assertThat(kinds(bob))
        .containsSubsequence("name-conflict", "key-trusted", "name-conflict", "key-trusted")
        .endsWith("key-forgotten", "name-contested");
  }

  @Test
  void whatCannotBeAcceptedIsRefusedWithWhatThereIs() {
    NodeProcess alice = network.owner("alice");
    assertThat(alice.ask("POST", "/v1/trust/accept?subject=bob").getString("kind"))
        .isEqualTo("NOT_FOUND");
    assertThat(alice.ask("POST", "/v1/trust/accept").getString("kind")).isEqualTo("USAGE");
    assertThat(alice.ask("POST", "/v1/trust/remove?subject=a%20b").getString("kind"))
        .isEqualTo("REFUSED");
    assertThat(alice.ask("GET", "/v1/events?after=x").getString("kind")).isEqualTo("USAGE");
    assertThat(alice.ask("GET", "/v1/trust").getJsonObject("own").getString("words"))
        .matches("([a-z]{5}-){7}[a-z]{5}");
  }

  @Test
  void aNodeWhosePinsAreGoneOrDamagedDoesNotStart() throws IOException {
    NodeProcess alice = network.owner("alice");
    String address = alice.address();
    alice.close();
    Path pins = folder.resolve("alice/state/pins");
    for (Path file : files(pins)) {
      Files.write(file, new byte[1 << 16]);
    }
    assertThatThrownBy(() -> network.ownerAt("alice", address))
        .hasMessageContaining("the node ended: runnel: ")
        .hasMessageContaining("pins");
    for (Path file : files(pins)) {
      Files.delete(file);
    }
    assertThatThrownBy(() -> network.ownerAt("alice", address))
        .hasMessageContaining("can't open the pins");
  }

  @Test
  void theDoctorOfAHealthyNodeFindsNothingBroken() {
    NodeProcess alice = network.owner("alice");
    NodeProcess bob = network.reader("bob", alice);
    Poll.until(
        PATIENCE,
        () -> bob.ask("GET", "/v1/doctor").toString().contains("1 asked, all answer"),
        () -> "alice is never asked: " + bob.ask("GET", "/v1/doctor"));
    List<JsonObject> checks =
        bob.ask("GET", "/v1/doctor").getJsonArray("checks").getValuesAs(JsonObject.class);
    assertThat(checks)
        .extracting(check -> check.getString("check"))
        .contains("mount", "own address", "index", "peers", "keys");
    assertThat(checks).noneMatch(check -> check.getString("result").equals("fail"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void awaitPin(NodeProcess node, String subject) {
    Poll.until(
        PATIENCE,
        () ->
            values(node, "pins").stream()
                .anyMatch(
                    pin -> pin.getString("subject").equals(subject) && pin.containsKey("since")),
        () -> subject + " is not pinned: " + node.ask("GET", "/v1/trust"));
  }

  private static void awaitConflict(NodeProcess node, String subject, String met) {
    Poll.until(
        PATIENCE,
        () ->
            values(node, "conflicts").stream()
                .anyMatch(conflict ->
                    conflict.getString("subject").equals(subject)
                        && conflict.getJsonObject("met").getString("peerId").equals(met)
                        && conflict.getBoolean("proved")),
        () -> "no conflict about " + subject + ": " + node.ask("GET", "/v1/trust") + node.log());
  }

  private static List<JsonObject> values(NodeProcess node, String list) {
    return node.ask("GET", "/v1/trust").getJsonArray(list).getValuesAs(JsonObject.class);
  }

  private static JsonObject peer(NodeProcess node, String id) {
    return node.ask("GET", "/v1/peers").getJsonArray("peers").getValuesAs(JsonObject.class).stream()
        .filter(peer -> peer.getString("peerId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(NodeProcess node) {
    return node
        .ask("GET", "/v1/events")
        .getJsonArray("events")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(event -> event.getString("kind"))
        .filter(kind -> kind.startsWith("name-") || kind.startsWith("key-"))
        .toList();
  }

  private static String list(Path folder) {
    return Shell.run(PATIENCE, "ls", folder.toString()).ok();
  }
}
