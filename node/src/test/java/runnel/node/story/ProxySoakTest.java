package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A man in the middle who came after the first contact. */
@Tag("soak")
@Tag("lan")
class ProxySoakTest {
  private static final Duration PATIENCE = Network.PATIENCE;

  /** A peer in whose place somebody else answered is left in peace for a minute. */
  private static final Duration TRUSTED_AGAIN = Duration.ofMinutes(2);

  private static final int LENGTH = 3 << 20;

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
  void whoForwardsEveryByteWithAKeyOfHisOwnIsRefusedAndTheUserIsTold() {
    LanHost alices = lan.host();
    NodeProcess alice = alices.node("alice");
    Network.randomFile(alice.share().resolve("film.bin"), LENGTH);
    alice.rescan();
    String at = alices.address() + ":7707";
    LanHost bobs = lan.host();
    NodeProcess bob = bobs.mountingNode("bob", "--index", at);
    String film = bob.mount().resolve("peers/alice/film.bin").toString();
    Poll.until(PATIENCE, () -> bobs.run("stat", film).status() == 0, () -> "no film: " + bob.log());
    Poll.until(
        PATIENCE,
        () -> bob.ask("GET", "/v1/trust").getJsonArray("pins").toString().contains("alice"),
        () -> "alice is not pinned");
    bob.close();

    LanHost middle = lan.host();
    LanProcess proxy = middle.program(ForwardingProxy.class, alices.address());
    divert(bobs, alices, middle);
    assertForwards(bobs, at, proxy);

    NodeProcess again = bobs.mountingNode("bob", "--index", at);
    assertToldByStatusAndTrust(again, at);
    assertNothingIsRead(bobs, again, film);
    assertThat(proxy.output()).doesNotContain(Integer.toString(LENGTH));

    bobs.nft("delete table ip middle");
    Poll.until(
        TRUSTED_AGAIN,
        () -> bobs.run("cmp", film, alice.share().resolve("film.bin").toString()).status() == 0,
        () -> "not readable though the proxy is gone: " + again.log());
  }

  /** Whatever bob's computer sends to alice's comes to the proxy's instead. */
  private static void divert(LanHost from, LanHost to, LanHost proxy) {
    from.nft("add table ip middle");
    from.nft("add chain ip middle output { type nat hook output priority -100 ; }");
    from.nft(
        "add rule ip middle output ip daddr %s tcp dport 7707 dnat to %s:7707"
            .formatted(to.address(), proxy.address()));
    from.nft("add table ip6 middle6");
    from.nft("add chain ip6 middle6 output { type filter hook output priority 0 ; }");
    from.nft("add rule ip6 middle6 output ip6 daddr %s drop".formatted(to.linkLocal()));
  }

  /** Somebody who does not look at keys gets alice's answers. */
  private static void assertForwards(LanHost bobs, String at, LanProcess proxy) {
    String pem = bobs.home("bob").resolve("state/identity/identity.pem").toString();
    String url = "https://" + at + "/index/v1/info";
    String answer = bobs.run("curl", "-sSk", "--max-time", "9", "--cert", pem, url).ok();
    assertThat(answer).contains("\"id\"");
    assertThat(proxy.awaitLine("forwarded")).isNotEqualTo("forwarded 0");
  }

  private static void assertToldByStatusAndTrust(NodeProcess bob, String at) {
    Poll.until(
        PATIENCE,
        () -> bob.ask("GET", "/v1/trust").getJsonArray("conflicts").toString().contains(at),
        () -> "nothing is said: " + bob.ask("GET", "/v1/trust") + bob.log());
    JsonObject index = bob.status().getJsonObject("index");
    System.out.println("soak: a man in the middle: " + index.getString("why"));
    assertThat(index.getBoolean("embedded")).isTrue();
    assertThat(index.getString("why"))
        .contains("the one known since the first contact", at, "runnel trust");
    assertThat(bob.log()).contains(at + ": its key is");
  }

  private static void assertNothingIsRead(LanHost bobs, NodeProcess bob, String film) {
    Shell.Result read = bobs.run("sh", "-c", "timeout 40 cat '%s' | wc -c".formatted(film));
    System.out.println("soak: read through a man in the middle: " + read);
    assertThat(read.output()).contains("0\n").contains("error");
    String why = bob.ask("GET", "/v1/why?path=/alice/film.bin").toString();
    System.out.println("soak: why: " + why);
    assertThat(why).contains("somebody else answers in its place");
  }
}
