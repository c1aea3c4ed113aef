package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.Folder;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.node.limits.Rank;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;
import runnel.node.peer.FileService;
import runnel.node.peer.Serving;
import runnel.node.share.Published;
import runnel.node.share.Share;
import runnel.node.share.ShareSettings;

/** A peer that asks for files by path and version, before and after they are hashed. */
class ServedVersionTest {
  @TempDir private Path home;
  private Path folder;
  private Share share;
  private WebServer server;
  private RawClient peer;
  private final Slots slots = new Slots(1);
  private final Serving serving = new Serving(new Throttle(System::nanoTime), slots);

  @BeforeEach
  void publish() throws Exception {
    folder = Files.createDirectory(home.resolve("share"));
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/plain"), "plain text");
    Files.writeString(folder.resolve(".hidden"), "hidden text");
    Files.writeString(home.resolve("outside"), "outside text");
    Files.createSymbolicLink(folder.resolve("link"), home.resolve("outside"));
    // A thread hashes zeros for minutes, the other has small files only.
    try (var large = new java.io.RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength(1L << 40);
    }
    Identity owner = Identity.create();
    share =
        Share.open(
            ShareSettings.of(folder, Files.createDirectory(home.resolve("state"))),
            owner,
            published -> {});
    share.rescan();
    FileService service = new FileService(new FileShare(share), serving);
    server =
        PeerListener.server(owner, ListenerLimits.DEFAULT)
            .host("127.0.0.1")
            .port(0)
            .routing(routing -> routing.register(service))
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
  void aFileIsReadBeforeItIsHashed() throws Exception {
    Entry.FileEntry large = file("large");
    assertThat(large.content()).isEmpty();
    RawClient.Answer answer = peer.get(path("large", large), "Range: bytes=1099511627770-");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("\0".repeat(6));
    assertThat(answer.header("Content-Range"))
        .contains("bytes 1099511627770-1099511627775/1099511627776");
  }

  @Test
  void whatIsNoLongerThatVersionOrWasNeverSharedIsOneAndTheSame() throws Exception {
    Entry.FileEntry plain = file("sub/plain");
    String version = plain.version().toString();
    assertThat(peer.get(path("sub/plain", plain)).body()).isEqualTo("plain text");
    Set<String> answers = new HashSet<>();
    for (String path :
        List.of(
            ".hidden",
            "link",
            "sub",
            "none",
            "..",
            "../outside",
            "/etc/passwd",
            "sub//plain",
            "sub/plain/")) {
      answers.add(peer.get("/peer/v1/files/" + version + "?path=" + path).withoutDate());
    }
    answers.add(peer.get("/peer/v1/files/" + "0".repeat(32) + "?path=sub/plain").withoutDate());
    Files.writeString(folder.resolve("sub/plain"), "other text");
    answers.add(peer.get(path("sub/plain", plain)).withoutDate());
    Files.delete(folder.resolve("sub/plain"));
    Files.createSymbolicLink(folder.resolve("sub/plain"), home.resolve("outside"));
    answers.add(peer.get(path("sub/plain", plain)).withoutDate());
    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next()).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whatIsSentIsCountedAndWaitsForASlotLikeAnythingElse() throws Exception {
    Entry.FileEntry plain = file("sub/plain");
    assertThat(peer.get(path("sub/plain", plain)).status()).isEqualTo(206);
    assertThat(serving.bytesServed()).isEqualTo("plain text".length());
    PeerId other = Identity.create().id();
    assertThat(slots.enter(other, Rank.FIRST, Duration.ZERO)).isTrue();
    assertThat(peer.get(path("sub/plain", plain)).status()).isEqualTo(429);
    slots.leave(other, Rank.FIRST);
    assertThat(peer.get(path("sub/plain", plain)).status()).isEqualTo(206);
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    Entry.FileEntry plain = file("sub/plain");
    assertThat(peer.get("/peer/v1/files/xyz?path=sub/plain").status()).isEqualTo(400);
    assertThat(peer.get("/peer/v1/files/" + plain.version()).status()).isEqualTo(400);
    assertThat(peer.get(path("sub/plain", plain), "Range: bytes=10-").status()).isEqualTo(416);
    RawClient.Answer part = peer.get(path("sub/plain", plain), "Range: bytes=6-7");
    assertThat(part.body()).isEqualTo("te");
  }

  @Test
  void whatIsAskedForIsHashedBeforeOthers() throws Exception {
    Path big = folder.resolve("later");
    try (var later = new java.io.RandomAccessFile(big.toFile(), "rw")) {
      later.setLength(100L << 20);
    }
    share.rescan();
    Entry.FileEntry later = file("later");
    assertThat(later.content()).isEmpty(); // The thread for such files is busy with the other one.
    assertThat(peer.get(path("later", later), "Range: bytes=0-0").status()).isEqualTo(206);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (file("later").content().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static String path(String path, Entry.FileEntry file) {
    return "/peer/v1/files/" + file.version() + "?path=" + path;
  }

  private Entry.FileEntry file(String path) {
    Published published = share.published().orElseThrow();
    Folder folder = Folder.read(published.head().head().root(), published);
    Entry found = null;
    for (String name : path.split("/", -1)) {
      found =
          folder.entries().stream()
              .filter(entry -> entry.name().text().equals(name))
              .findFirst()
              .orElseThrow();
      if (found instanceof Entry.FolderEntry below) {
        folder = Folder.read(below.id(), published);
      }
    }
    return (Entry.FileEntry) found;
  }
}
