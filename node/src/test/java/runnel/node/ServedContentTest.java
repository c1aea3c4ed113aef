package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerHttp;
import runnel.indexd.tls.PeerListener;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;
import runnel.node.peer.ContentService;
import runnel.node.peer.HttpSource;
import runnel.node.peer.PeerClients;
import runnel.node.peer.Serving;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;

/** A peer that asks the real listener for what it should not get. */
class ServedContentTest {
  private static final byte[] LARGE = SeededBytes.of(7, 3_000_000);

  @TempDir private Path home;
  private final Identity owner = Identity.create();
  private Path folder;
  private Share share;
  private WebServer server;
  private RawClient peer;

  @BeforeEach
  void publish() throws Exception {
    folder = Files.createDirectory(home.resolve("share"));
    write("plain", "plain text");
    Files.write(folder.resolve("large"), LARGE);
    write(".hidden", "hidden text");
    write("changing", "text before");
    write("vanishing", "text that vanishes");
    Files.writeString(home.resolve("outside"), "outside text");
    Files.createSymbolicLink(folder.resolve("link"), home.resolve("outside"));
    share =
        Share.open(
            ShareSettings.of(folder, Files.createDirectory(home.resolve("state")))
                .withWatching(ShareSettings.Watching.NONE),
            owner,
            published -> {});
    share.rescan();
    var _ = share.hashed().get(30, TimeUnit.SECONDS);
    server =
        PeerListener.server(owner, ListenerLimits.DEFAULT)
            .host("127.0.0.1")
            .port(0)
            .routing(routing ->
                routing.register(
                    new ContentService(
                        new ShareShelf(share),
                        new Serving(new Throttle(System::nanoTime), new Slots(256)))))
            .build()
            .start();
    peer = new RawClient(server.port(), Identity.create());
  }

  @AfterEach
  void close() {
    server.stop();
    share.close();
  }

  @Test
  void whatIsPublishedIsServed() throws IOException {
    RawClient.Answer answer = peer.get(path(id("plain text")));
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.isWhole()).isTrue();
    assertThat(answer.body()).isEqualTo("plain text");
  }

  @Test
  void smallContentsComeTogetherAndOnlyThoseThatArePublished() throws Exception {
    write("changing", "text behind");
    List<ContentId> asked =
        Stream.of("plain text", "hidden text", "outside text", "text before", "text that vanishes")
            .map(text -> ContentId.parse(id(text)))
            .toList();
    Map<ContentId, Optional<byte[]>> taken = new HashMap<>();
    HttpTimeouts timeouts =
        new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    Identity reader = Identity.create();
    try (PeerClients clients =
        new PeerClients(
            peer -> PeerHttp.client(reader, Optional.of(peer), timeouts), Duration.ofSeconds(9))) {
      Optional<Address> here = Optional.of(new Address("127.0.0.1", server.port()));
      new HttpSource(owner.id(), "owner", () -> here, clients).fetchSmall(asked, taken::put);
    }
    assertThat(taken).hasSize(5);
    assertThat(
            taken.values().stream()
                .flatMap(Optional::stream)
                .map(found -> new String(found, StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrder("plain text", "text that vanishes");
  }

  @Test
  void whateverIsNotPublishedGetsOneAndTheSameAnswer() throws IOException {
    write("changing", "text behind");
    Files.delete(folder.resolve("vanishing"));
    write("new", "text not yet published");
    List<String> ids =
        List.of(
            id("never seen"),
            id("hidden text"),
            id("outside text"),
            id("text before"),
            id("text behind"),
            id("text that vanishes"),
            id("text not yet published"),
            // The right root with another length, and the other way round.
            id("plain text").replace("10-", "11-"),
            "10-" + "0".repeat(64),
            Long.MAX_VALUE + "-" + "f".repeat(64));
    Set<String> answers = new HashSet<>();
    for (String id : ids) {
      answers.add(peer.get(path(id)).withoutDate());
      answers.add(peer.get(path(id), "Range: bytes=0-3").withoutDate());
      answers.add(peer.get(path(id), "Range: bytes=9-", "Runnel-Hashes: 0;0;1").withoutDate());
      answers.add(peer.get(path(id), "Range: nonsense", "Runnel-Hashes: x").withoutDate());
      answers.add(peer.get(path(id) + "/hashes?layer=0&index=0&count=1").withoutDate());
      answers.add(peer.get(path(id) + "/hashes").withoutDate());
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next()).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whatIsNoLongerPublishedIsNotServedAfterTheScan() throws Exception {
    Files.move(folder.resolve("plain"), folder.resolve(".plain"));
    share.rescan();
    assertThat(peer.get(path(id("plain text"))).status()).isEqualTo(404);
  }

  @Test
  void aFileThatBecameALinkOrAPipeIsNotServed() throws Exception {
    Files.delete(folder.resolve("plain"));
    Files.writeString(home.resolve("same"), "plain text");
    Files.createSymbolicLink(folder.resolve("plain"), home.resolve("same"));
    assertThat(peer.get(path(id("plain text"))).status()).isEqualTo(404);
    Files.delete(folder.resolve("plain"));
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("plain").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThat(peer.get(path(id("plain text"))).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-",
        "10",
        "10-",
        "-10-ROOT",
        "+10-ROOT",
        "010-ROOT",
        "10-UPPER",
        "10-ROOTff",
        " 10-ROOT",
        "%31%30-ROOT%00",
        "99999999999999999999-ROOT",
        "..",
        "../plain",
        "..%2fplain",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/plain",
        "10-ROOT/",
        "10-ROOT/../../../plain",
        "10-ROOT%2fhashes",
        ""
      })
  void anIdThatIsNoneIsNeverServed(String text) throws IOException {
    String root = id("plain text").substring(3);
    String id = text.replace("ROOT", root).replace("UPPER", root.toUpperCase(Locale.ROOT));
    RawClient.Answer answer = peer.get("/peer/v1/content/" + id.replace(" ", "%20"));
    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("plain text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10-",
        "bytes=10-20",
        "bytes=5-4",
        "bytes=-5",
        "bytes=0-3,5-6",
        "bytes=0x0-3",
        "bytes= 0-3",
        "bytes=-",
        "bytes=",
        "items=0-3",
        "bytes=9223372036854775807-",
        "bytes=9999999999999999999-",
        "bytes=18446744073709551616-18446744073709551620"
      })
  void anythingButOneRangeWithinTheContentIsRefused(String range) throws IOException {
    assertThat(peer.get(path(id("plain text")), "Range: " + range).status()).isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-9223372036854775807", "bytes=3-", "bytes=9-9", "bytes=0-0"})
  void aRangeIsCutAtTheEnd(String range) throws IOException {
    RawClient.Answer answer = peer.get(path(id("plain text")), "Range: " + range);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.isWhole()).isTrue();
    assertThat("plain text").contains(answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0;0;3",
        "0;1;2",
        "0;-1;1",
        "-1;0;1",
        "99;0;1",
        "62;0;1",
        "9;0;1",
        "0;9223372036854775807;1",
        "0;9223372036854775804;4",
        "0;9999999999999999999;1",
        "0;184;1",
        "2;46;1",
        "0;0;16384",
        "0;0;128",
        "0;0;256",
        "0;0",
        "0;0;1;1",
        "",
        ";;",
        "a;b;c"
      })
  void hashesThatDoNotExistAreRefused(String range) throws IOException {
    String[] parts = (range + ";;;").split(";", -1);
    String query = "layer=%s&index=%s&count=%s".formatted(parts[0], parts[1], parts[2]);
    assertThat(peer.get(path(large().text()), "Runnel-Hashes: " + range).status()).isEqualTo(400);
    boolean tooLongForAHeaderOnly = range.equals("0;0;128") || range.equals("0;0;256");
    assertThat(peer.get(path(large().text()) + "/hashes?" + query).status())
        .isEqualTo(tooLongForAHeaderOnly ? 200 : range.equals("0;0;1;1") ? 200 : 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0;0;1", "0;183;1", "0;128;64", "1;91;1", "2;45;1", "4;8;4", "8;0;1"})
  void everyRangeOfHashesIsProven(String range) throws Exception {
    RawClient.Answer answer =
        peer.get(path(large().text()), "Range: bytes=7-7", "Runnel-Hashes: " + range);
    assertThat(answer.status()).isEqualTo(206);
    byte[] proof = Base64.getDecoder().decode(answer.header("Runnel-Hashes").orElseThrow());
    String[] parts = range.split(";", -1);
    var _ =
        Proofs.verify(
            large(),
            new HashRange(
                Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2])),
            hashes(proof));
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    javax.net.ssl.SSLContext bare = javax.net.ssl.SSLContext.getInstance("TLS");
    bare.init(null, new javax.net.ssl.TrustManager[] {new Anything()}, null);
    RawClient nobody = new RawClient(server.port(), bare);
    assertThat(answerOrNone(nobody)).isZero();
  }

  private int answerOrNone(RawClient client) {
    try {
      return client.get(path(id("plain text"))).status();
    } catch (IOException _) {
      return 0;
    }
  }

  private static final class Anything extends javax.net.ssl.X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }

  private static List<Hash> hashes(byte[] bytes) {
    return java.util.stream.IntStream.range(0, bytes.length / 32)
        .mapToObj(i -> Hash.of(Arrays.copyOfRange(bytes, i * 32, i * 32 + 32)))
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String path(String id) {
    return "/peer/v1/content/" + id;
  }

  private static ContentId large() {
    return SeededBytes.id(LARGE);
  }

  private static String id(String text) {
    return SeededBytes.id(text.getBytes(StandardCharsets.UTF_8)).text();
  }
}
