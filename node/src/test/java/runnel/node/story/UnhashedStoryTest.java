package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file so large that hashing it takes its owner minutes is read all the while. */
class UnhashedStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;

  /** Mostly a hole, which takes no room, but is hashed like anything else. */
  private static final long LENGTH = 1L << 40;

  private static final long MIDDLE = LENGTH / 2 + 12_345;

  @TempDir private Path folder;
  private Network network;
  private NodeProcess alice;
  private NodeProcess bob;
  private Path original;
  private Path seen;

  @BeforeEach
  void begin() throws IOException {
    network = new Network(folder);
    alice = network.owner("alice");
    original = alice.share().resolve("disk image \u00fc+%.img");
    Path made = folder.resolve("made");
    for (long at : new long[] {0, MIDDLE, LENGTH - 3 * MIB}) {
      write(made, at, 3 * MIB);
    }
    Files.move(made, original);
    bob = network.reader("bob", alice);
    seen = bob.mount().resolve("peers/alice").resolve(original.getFileName());
    Network.awaitFile(seen);
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  @Test
  void aFileIsReadWhileItsOwnerHashesIt() {
    for (long at : new long[] {0, MIDDLE - 5, LENGTH - 3 * MIB}) {
      assertSame(at);
    }
    JsonObject why = bob.ask("GET", "/v1/why?path=/alice/disk%20image%20%C3%BC%2B%25.img");
    assertThat(why.getBoolean("unhashed")).isTrue();
    assertThat(bob.counter("bytesFetched")).isGreaterThan(8L * MIB);
    assertThat(bob.counter("chunksFetched")).isZero();
    assertThat(bob.counter("cacheBytes")).isZero();
    assertThat(alice.counter("bytesServed")).isGreaterThanOrEqualTo(bob.counter("bytesFetched"));
  }

  @Test
  void aFileThatChangesWhileItIsReadIsStaleAndNeverTwoVersionsInOne() throws IOException {
    Path begun = folder.resolve("begun");
    Path changed = folder.resolve("changed");
    CompletableFuture<Shell.Result> reading =
        Shell.begin(
            PATIENCE,
            "sh",
            "-c",
            "exec 3<\"$1\"; dd bs=1M count=1 <&3 2>/dev/null | sha256sum; : >\"$2\";"
                + " while [ ! -e \"$3\" ]; do sleep 0.1; done; dd bs=1M skip=1 count=1 <&3",
            "sh",
            seen.toString(),
            begun.toString(),
            changed.toString());
    Network.awaitFile(begun);
    String first = hashOfFirstMib();
    write(original, 0, 3 * MIB);
    Files.createFile(changed);
    Shell.Result read = reading.join();
    assertThat(read.output()).startsWith(first).contains("Stale file handle");
    assertThat(bob.ask("GET", "/v1/why").toString())
        .contains("does not share this, or not any more");
    Poll.until(
        PATIENCE,
        () -> Shell.run(PATIENCE, "sh", "-c", same(0)).status() == 0,
        () -> "the new version is not read");
  }

  private void assertSame(long at) {
    Shell.Result compared = Shell.run(PATIENCE, "sh", "-c", same(at));
    assertThat(compared.status()).as(compared.output()).isZero();
  }

  private String same(long at) {
    return "cmp --ignore-initial=%d --bytes=%d '%s' '%s'".formatted(at, 3 * MIB, seen, original);
  }

  private String hashOfFirstMib() {
    String command = "dd if='%s' bs=1M count=1 2>/dev/null | sha256sum".formatted(original);
    return Shell.run(PATIENCE, "sh", "-c", command).ok();
  }

  private static void write(Path file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(LENGTH);
      out.seek(at);
      out.write(bytes);
    }
  }
}
