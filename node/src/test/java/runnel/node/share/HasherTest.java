package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.node.beneath.BeneathException;
import runnel.node.share.HashJob.Outcome;

class HasherTest {
  @TempDir Path folder;
  private Hasher hasher;

  @BeforeEach
  void open() throws Exception {
    hasher =
        new Hasher(
            new Roots(folder.toRealPath()),
            facts -> new byte[0],
            new Hasher.Manner(2, () -> Pace.FULL, InstantSource.system()));
  }

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void aFileThatGrowsWhileItIsHashedCountsAsChanged() throws Exception {
    Path path = sparse(1L << 28);
    AtomicBoolean done = new AtomicBoolean();
    Thread grower =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                try {
                  Files.write(path, new byte[1], StandardOpenOption.APPEND);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }
            });
    try {
      assertThat(hash("file")).isInstanceOf(Outcome.Changed.class);
    } finally {
      done.set(true);
      grower.join();
    }
  }

  @Test
  void aSparseFileOfFiveGibibytesIsHashed() throws Exception {
    sparse(5L << 30);
    Outcome outcome = hash("file");
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(((Outcome.Done) outcome).hashed().id()).isEqualTo(zeros(5L << 30));
  }

  @Test
  void aFileWithHolesHasTheContentThatIsRead() throws Exception {
    Path path = sparse(10_000_000);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(3_000_001);
      file.write(new byte[] {1, 2, 3});
      file.seek(7_000_000);
      file.write(new byte[100_000]);
      file.write(4);
    }
    assertThat(((Outcome.Done) hash("file")).hashed().id())
        .isEqualTo(ShareKit.contentId(Files.readAllBytes(path)));
  }

  @Test
  void whatCannotBeOpenedSaysWhy() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    assertThat(((Outcome.Failed) hash("none")).kind()).isEqualTo(BeneathException.Kind.NOT_FOUND);
    assertThat(((Outcome.Failed) hash("link")).kind()).isEqualTo(BeneathException.Kind.OUTSIDE);
  }

  @Test
  void closingEndsALongFile() throws Exception {
    sparse(1L << 40);
    CompletableFuture<Outcome> outcome = begin("file");
    while (hasher.files() == 0) {
      Thread.onSpinWait();
    }
    hasher.close();
    assertThat(outcome.get(5, TimeUnit.SECONDS)).isNotInstanceOf(Outcome.Done.class);
  }

  private Outcome hash(String name) throws Exception {
    return begin(name).get(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<Outcome> begin(String name) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    HashJob job =
        HashJob.first(new Keys.Place(FolderRow.TOP, new EntryName(name)), new SharePath(name));
    hasher.enqueue(
        hasher.task(
            job,
            told -> {
              if (!(told instanceof Outcome.Part)) {
                outcome.complete(told);
              }
            }));
    return outcome;
  }

  private Path sparse(long length) throws Exception {
    Path path = folder.resolve("file");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    }
    return path;
  }

  /** The id by another way: the tree over equal nodes is one node hashed with itself upward. */
  private static ContentId zeros(long length) {
    ContentHasher node = new ContentHasher(1 << 16, 2);
    node.update(ByteBuffer.allocate(1 << 16));
    byte[] hash = node.finish().id().root().orElseThrow().bytes();
    int nodes = (int) (length >> 16);
    byte[] hashes = new byte[nodes * hash.length];
    for (int i = 0; i < nodes; i++) {
      System.arraycopy(hash, 0, hashes, i * hash.length, hash.length);
    }
    return runnel.indexd.content.LayerTree.of(length, 2, hashes).id();
  }
}
