package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
  private final TestSigner signer;
  private ShareSettings settings;
  private Share share;

  ShareKit(Path base) {
    this(base, new TestSigner());
  }

  ShareKit(Path base, TestSigner signer) {
    this.signer = signer;
    try {
      folder = Files.createDirectory(base.resolve("share"));
      state = Files.createDirectory(base.resolve("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings =
        ShareSettings.of(folder, state)
            .withWatching(ShareSettings.Watching.NONE)
            .withHashing(
                new ShareSettings.Hashing(
                    2, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(50)));
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

  /** From now on changes are followed, at the pace that users know. */
  ShareKit watching() {
    restart(
        settings
            .withWatching(ShareSettings.Watching.DEFAULT)
            .withHashing(ShareSettings.Hashing.DEFAULT));
    return this;
  }

  /** Waits until the published catalog, with all hashed, is as it should be. */
  void await(Predicate<Map<String, String>> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      int before = heard.size();
      if (published().map(ShareKit::read).filter(wanted).isPresent()) {
        return;
      }
      synchronized (heard) {
        if (heard.size() == before) {
          heard.wait(100);
        }
      }
    }
    throw new AssertionError("not published in time: " + published().map(ShareKit::read));
  }

  void restart(ShareSettings changed) {
    share.close();
    settings = changed;
    open();
  }

  private void open() {
    share = Share.open(settings, signer, this::hear);
  }

  private void hear(Published published) {
    synchronized (heard) {
      heard.add(published);
      heard.notifyAll();
    }
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

  static ContentId content(String text) {
    return contentId(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(ServedFile file) {
    return new String(readAll(file), StandardCharsets.UTF_8);
  }

  static String id(String text) {
    return content(text).text();
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
