package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.share.ShareKit.contentId;
import static runnel.node.share.ShareKit.readAll;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Proofs;
import runnel.indexd.content.Shape;

class PublishedTest {
  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void publishedContentIsServed() throws Exception {
    kit.write("folder/file", "hello");
    try (ServedFile file = publish().open(contentId(bytes("hello"))).orElseThrow()) {
      assertThat(file.length()).isEqualTo(5);
      assertThat(readAll(file)).isEqualTo(bytes("hello"));
      ByteBuffer part = ByteBuffer.allocateDirect(3);
      file.read(2, part);
      assertThat(StandardCharsets.UTF_8.decode(part.flip()).toString()).isEqualTo("llo");
      assertThatThrownBy(() -> file.read(3, part.clear()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void unknownUnsharedAndDeletedGetTheSameAnswer() throws Exception {
    Files.writeString(base.resolve("outside"), "outside");
    kit.write(".hidden", "hidden");
    Path gone = kit.write("gone", "gone");
    Published published = publish();
    Files.delete(gone);
    for (String text : List.of("unknown", "outside", "hidden", "gone")) {
      assertThat(published.open(contentId(bytes(text)))).isEmpty();
    }
    kit.catalog();
    assertThat(published.has(contentId(bytes("gone")))).isFalse();
    assertThat(published.hashes(contentId(bytes("gone")))).isEmpty();
  }

  @Test
  void aReplacementOfTheSameSizeIsRefused() throws Exception {
    Path file = kit.write("file", "first");
    Published published = publish();
    var time = Files.getLastModifiedTime(file);
    Files.delete(file);
    Files.writeString(file, "other");
    Files.setLastModifiedTime(file, time);
    assertThat(published.open(contentId(bytes("first")))).isEmpty();
  }

  @Test
  void aChangeWhileItIsServedIsNoticed() throws Exception {
    Path path = kit.write("file", "first");
    try (ServedFile file = publish().open(contentId(bytes("first"))).orElseThrow()) {
      assertThat(readAll(file)).isEqualTo(bytes("first"));
      Files.writeString(path, "other");
      assertThatThrownBy(() -> readAll(file))
          .isInstanceOfSatisfying(
              ShareException.class, e -> assertThat(e.kind()).isEqualTo(ShareException.Kind.STALE));
    }
  }

  @Test
  void anotherCopyIsServedWhenTheFirstIsGone() throws Exception {
    Path first = kit.write("a", "same");
    kit.write("b", "same");
    Published published = publish();
    Files.delete(first);
    try (ServedFile file = published.open(contentId(bytes("same"))).orElseThrow()) {
      assertThat(readAll(file)).isEqualTo(bytes("same"));
    }
  }

  @Test
  void aFileIsServedByItsVersion() throws Exception {
    Path path = kit.write("folder/file", "hello");
    Published published = publish();
    var version = ShareKit.file(published, "folder/file").version();
    SharePath place = new SharePath("folder/file");
    try (ServedFile file = published.open(place, version).orElseThrow()) {
      assertThat(readAll(file)).isEqualTo(bytes("hello"));
    }
    assertThat(published.open(new SharePath("folder"), version)).isEmpty();
    assertThat(published.open(new SharePath("other/file"), version)).isEmpty();
    assertThat(published.open(SharePath.TOP, version)).isEmpty();
    Files.writeString(path, "other");
    assertThat(published.open(place, version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16384, 65536, 65537, 200_000, 1 << 20, 70_000_001})
  void proofsComeFromTheStoredTree(int length) throws Exception {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    Files.write(kit.folder.resolve("data"), data);
    publish();
    kit.restart();
    ContentId id = contentId(data);
    var source = kit.published().orElseThrow().hashes(id).orElseThrow();
    Shape shape = Shape.of(length);
    int layer = Math.min(TreeStore.LAYER, shape.rootLayer());
    for (long index : List.of(0L, shape.nodes(layer) / 2, shape.nodes(layer) - 1)) {
      HashRange range = new HashRange(layer, index, 1);
      List<Hash> proof = Proofs.prove(id, range, source);
      assertThat(Proofs.verify(id, range, proof)).hasSize(1);
    }
    assertThat(source.node(layer, shape.nodes(layer))).isEmpty();
    assertThat(source.node(-1, 0)).isEmpty();
  }

  @Test
  void treesGoWithTheLastFileOfTheirContent() throws Exception {
    String text = "text".repeat(50_000);
    ContentId id = contentId(bytes(text));
    Path first = kit.write("a", text);
    Path second = kit.write("b", text);
    TreeStoreProbe probe = new TreeStoreProbe(publish().hashes(id).orElseThrow());
    Files.delete(first);
    kit.catalog();
    assertThat(probe.known()).isTrue();
    Files.delete(second);
    kit.catalog();
    assertThat(probe.known()).isFalse();
  }

  private record TreeStoreProbe(runnel.indexd.content.HashSource source) {
    boolean known() {
      source.node(3, 0); // Makes it read another segment, as it keeps the last.
      return source.node(TreeStore.LAYER, 0).isPresent();
    }
  }

  @Test
  void aReaderOfAnOlderHeadCanFinish() throws Exception {
    kit.write("a/file", "one");
    Published old = publish();
    var before = ShareKit.read(old);
    kit.write("a/file", "two");
    assertThat(kit.catalog()).isNotEqualTo(before);
    assertThat(ShareKit.read(old)).isEqualTo(before);
  }

  @Test
  void filesAreListedBeforeTheyAreHashed() throws Exception {
    ShareSettings old = kit.settings();
    kit.restart(
        old.withHashing(
            new ShareSettings.Hashing(
                1,
                java.time.Duration.ZERO,
                java.time.Duration.ofSeconds(30),
                java.time.Duration.ofMillis(50))));
    try (var file =
        Files.newByteChannel(
            kit.folder.resolve("large"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.position(1L << 29).write(ByteBuffer.wrap(new byte[1]));
    }
    Published first = kit.share().rescan();
    var entry = ShareKit.file(first, "large");
    assertThat(entry.content()).isEmpty();
    try (ServedFile file = first.open(new SharePath("large"), entry.version()).orElseThrow()) {
      assertThat(file.length()).isEqualTo((1L << 29) + 1);
    }
    var hashed = ShareKit.file(kit.hashed(), "large");
    assertThat(hashed.content()).isPresent();
    assertThat(hashed.version()).isEqualTo(entry.version());
  }

  private Published publish() {
    kit.catalog();
    return kit.published().orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
