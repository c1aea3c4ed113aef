package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/**
 * A share over a real folder, and its catalog as a reader sees it.
 *
 * <pre>{@code
 * kit.write("a/b", "text");
 * assertThat(kit.catalog()).containsEntry("a/b", id("text"));
 * }</pre>
 */
final class ShareKit implements AutoCloseable {
  final Path folder;
  final List<Published> heard = new CopyOnWriteArrayList<>();
  private final Path state;
  private final TestSigner signer = new TestSigner();
  private ShareSettings settings;
  private Share share;

  ShareKit(Path base) {
    try {
      folder = Files.createDirectory(base.resolve("share"));
      state = Files.createDirectory(base.resolve("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings =
        new ShareSettings(
            folder,
            state,
            false,
            true,
            ShareSettings.Limits.DEFAULT,
            new ShareSettings.Hashing(
                2, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(50)),
            InstantSource.system());
    open();
  }

  Share share() {
    return share;
  }

  ShareSettings settings() {
    return settings;
  }

  void restart() {
    restart(settings);
  }

  void restart(ShareSettings changed) {
    share.close();
    settings = changed;
    open();
  }

  private void open() {
    share = Share.open(settings, signer, heard::add);
  }

  Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Scans, waits for all hashes, and returns path → content id; folders end with a slash. */
  Map<String, String> catalog() {
    share.rescan();
    return read(hashed());
  }

  Published hashed() {
    try {
      return share.hashed().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("hashing does not end: " + share.progress(), e);
    }
  }

  static Map<String, String> read(Published published) {
    Map<String, String> catalog = new TreeMap<>();
    entries(published)
        .forEach((path, entry) ->
            catalog.put(
                path,
                switch (entry) {
                  case Entry.FileEntry file ->
                      file.content().map(ContentId::text).orElse("not hashed");
                  case Entry.FolderEntry below -> below.files() + "," + below.folders();
                }));
    return catalog;
  }

  static Map<String, Entry> entries(Published published) {
    Map<String, Entry> entries = new TreeMap<>();
    walk(published, published.head().head().root(), "", entries);
    return entries;
  }

  static Entry.FileEntry file(Published published, String path) {
    return (Entry.FileEntry) entries(published).get(path);
  }

  private static void walk(
      Published published, Hash folder, String prefix, Map<String, Entry> entries) {
    for (Entry entry : Folder.read(folder, published).entries()) {
      switch (entry) {
        case Entry.FileEntry file -> entries.put(prefix + file.name(), file);
        case Entry.FolderEntry below -> {
          entries.put(prefix + below.name() + "/", below);
          walk(published, below.id(), prefix + below.name() + "/", entries);
        }
      }
    }
  }

  static ContentId contentId(byte[] bytes) {
    ContentHasher hasher = new ContentHasher(bytes.length, 2);
    hasher.update(ByteBuffer.wrap(bytes));
    return hasher.finish().id();
  }

  static String id(String text) {
    return contentId(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).text();
  }

  static byte[] readAll(ServedFile file) {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) file.length());
    file.read(0, buffer);
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(Duration.ofSeconds(20))).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** For property tests, which make a kit for each try. */
  static ShareKit temporary() throws IOException {
    return new ShareKit(Files.createTempDirectory("share-test"));
  }

  void delete() throws IOException {
    close();
    delete(folder.getParent());
  }

  static void delete(Path path) throws IOException {
    try (var below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  Optional<Published> published() {
    return share.published();
  }

  @Override
  public void close() {
    share.close();
  }
}
