package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.Hash;

/** How fast it is here: printed, and held against what is promised. */
@Tag("soak")
@Tag("share")
class ShareFiguresTest {
  private static final int CHANGES = 200;
  private static final int FILES = 50_000;
  private static final int MILLION = 1_000_000;
  private static final int MIB = 1 << 20;
  private static final int MEBIBYTES = 1024;
  private static final int HASHINGS = 5;

  /** The target is 0.8, on a machine that does nothing else; measured 0.84. */
  private static final double WORST_RATIO = 0.6;

  @TempDir Path base;
  private ShareKit kit;

  @BeforeEach
  void open() {
    kit = new ShareKit(base).watching();
    kit.catalog();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void changesArePublishedWithinTwoSeconds() throws Exception {
    long[] millis = new long[CHANGES];
    for (int i = 0; i < CHANGES; i++) {
      String text = "change " + i;
      long began = System.nanoTime();
      kit.write("file " + i % 10, text);
      String path = "file " + i % 10;
      kit.await(now -> ShareKit.id(text).equals(now.get(path)));
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    Arrays.sort(millis);
    System.out.printf(
        "soak: change to published with its hash: p50 %d ms, p99 %d ms, most %d ms%n",
        millis[CHANGES / 2], millis[CHANGES * 99 / 100], millis[CHANGES - 1]);
    assertThat(millis[CHANGES * 99 / 100]).isLessThan(2000);
  }

  /** The file is in the page cache; both ways in turn, so that what else runs slows both. */
  @Test
  void bigFilesAreHashedAtTheSpeedOfTheHash() throws Exception {
    byte[] some = new byte[MIB];
    new Random(1).nextBytes(some);
    try (OutputStream out = Files.newOutputStream(base.resolve("big"))) {
      for (int i = 0; i < MEBIBYTES; i++) {
        some[0] = (byte) i;
        some[1] = (byte) (i >> 8);
        out.write(some);
      }
    }
    double[] hashing = new double[HASHINGS];
    double[] sha256 = new double[HASHINGS];
    for (int i = 0; i < HASHINGS; i++) {
      sha256[i] = secondsOfSha256(some);
      hashing[i] = secondsOfHashing(base.toRealPath());
    }
    long began = System.nanoTime();
    Files.move(base.resolve("big"), kit.folder.resolve("big"));
    kit.await(now -> !now.getOrDefault("big", "not hashed").equals("not hashed"));
    double ratio = median(sha256) / median(hashing);
    System.out.printf(
        "soak: 1 GiB hashed in %.2f s, at %.0f %% of the speed of SHA-256 on one core (%.2f s);"
            + " published %.2f s after it was moved into the share%n",
        median(hashing), 100 * ratio, median(sha256), (System.nanoTime() - began) / 1e9);
    assertThat(ratio).isGreaterThan(WORST_RATIO);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static double secondsOfHashing(Path folder) throws Exception {
    Hasher.Manner manner = new Hasher.Manner(1, () -> Pace.FULL, InstantSource.system());
    try (Hasher hasher = new Hasher(new Roots(folder), facts -> new byte[0], manner)) {
      CompletableFuture<HashJob.Outcome> done = new CompletableFuture<>();
      HashJob job =
          HashJob.first(new Keys.Place(FolderRow.TOP, new EntryName("big")), new SharePath("big"));
      long began = System.nanoTime();
      hasher.enqueue(
          hasher.task(
              job,
              told -> {
                if (!(told instanceof HashJob.Outcome.Part)) {
                  done.complete(told);
                }
              }));
      assertThat(done.get()).isInstanceOf(HashJob.Outcome.Done.class);
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private static double secondsOfSha256(byte[] mebibyte) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long began = System.nanoTime();
    for (int i = 0; i < MEBIBYTES; i++) {
      digest.update(mebibyte);
    }
    assertThat(digest.digest()).hasSize(32);
    return (System.nanoTime() - began) / 1e9;
  }

  @Test
  void aMillionFilesAreListedWithinTwoMinutes() throws Exception {
    kit.close(); // Else they were listed while they are made.
    for (int i = 0; i < MILLION; i++) {
      Path folder = kit.folder.resolve("year %d/album %03d".formatted(i / 100_000, i / 1000));
      if (i % 1000 == 0) {
        Files.createDirectories(folder);
      }
      // Holes, which take no room but are hashed like any other file.
      Path photo = folder.resolve("photo 2026-01-%02d %06d.jpg".formatted(i % 28 + 1, i));
      try (RandomAccessFile file = new RandomAccessFile(photo.toFile(), "rw")) {
        file.setLength(1000 + i);
      }
    }
    kit.restart();
    kit.share().pace(Pace.GENTLE);
    long began = System.nanoTime();
    assertThat(kit.share().rescan().head().head().version()).isPositive();
    double listed = (System.nanoTime() - began) / 1e9;
    began = System.nanoTime();
    kit.restart();
    Published published = kit.share().rescan();
    double again = (System.nanoTime() - began) / 1e9;
    long wire = wireBytes(published, published.head().head().root());
    assertThat(Folder.read(published.head().head().root(), published).files()).isEqualTo(MILLION);
    kit.close();
    try (ShareStore store = ShareStore.open(kit.settings().store())) {
      System.out.printf(
          "soak: %d files listed after %.1f s, after a restart looked over in %.1f s;"
              + " %.1f bytes for each on the wire, %.1f on disk, not hashed yet%n",
          MILLION,
          listed,
          again,
          (double) wire / MILLION,
          (double) store.store().usedBytes() / MILLION);
    }
    assertThat(listed).isLessThan(120);
  }

  /** The length of all objects, each once. */
  private static long wireBytes(Published published, Hash folder) {
    long[] bytes = {0};
    Folder read =
        Folder.read(
            folder,
            id -> {
              Optional<byte[]> object = published.object(id);
              object.ifPresent(known -> bytes[0] += known.length);
              return object;
            });
    for (Entry entry : read.entries()) {
      bytes[0] +=
          switch (entry) {
            case Entry.FolderEntry below -> wireBytes(published, below.id());
            case Entry.FileEntry file -> 0;
          };
    }
    return bytes[0];
  }

  @Test
  void manySmallFilesAreFoundAndHashed() throws Exception {
    kit.close();
    for (int i = 0; i < FILES; i++) {
      kit.write("many/" + i % 500 + "/" + i, "text " + i);
    }
    kit.restart();
    long began = System.nanoTime();
    kit.share().rescan();
    double listed = (System.nanoTime() - began) / 1e9;
    kit.hashed();
    double hashed = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "soak: %d small files listed after %.2f s, hashed after %.2f s%n", FILES, listed, hashed);
    Published published = kit.published().orElseThrow();
    long wire = wireBytes(published, published.head().head().root());
    kit.close();
    try (ShareStore store = ShareStore.open(kit.settings().store())) {
      System.out.printf(
          "soak: hashed: %.1f bytes for each on the wire, %.1f on disk%n",
          (double) wire / FILES, (double) store.store().usedBytes() / FILES);
    }
  }
}
