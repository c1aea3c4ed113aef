package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file becomes another one while a program reads it, and is opened again meanwhile. */
class ChangedFileStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final int MIB = 1 << 20;

  /** More than is read ahead of the program that waits. */
  private static final int LENGTH = 40 * MIB;

  @TempDir private static Path folder;
  private static Network network;
  private static NodeProcess alice;
  private static NodeProcess bob;

  /** What happens to the file {@code $1}; {@code $2} is a name beside the share. */
  enum Change {
    OVERWRITTEN("head -c 40M /dev/urandom | dd of=\"$1\" bs=1M iflag=fullblock conv=notrunc"),
    ONE_BYTE_FLIPPED_AND_THE_TIME_SET_BACK(
        "touch -r \"$1\" \"$2\"; printf '\\377' | dd of=\"$1\" bs=1 seek=41000000 conv=notrunc"
            + " && touch -r \"$2\" \"$1\""),
    TRUNCATED("truncate -s 20000000 \"$1\""),
    GROWN("head -c 20M /dev/urandom >> \"$1\""),
    RENAMED_OVER("head -c 40M /dev/urandom > \"$2\" && mv \"$2\" \"$1\"");

    private final String script;

    Change(String script) {
      this.script = script;
    }

    void to(Path file) {
      String beside = folder.resolve("beside").toString();
      Shell.run(PATIENCE, "sh", "-ec", script, "sh", file.toString(), beside).ok();
    }
  }

  @BeforeAll
  static void begin() {
    network = new Network(folder);
    alice = network.owner("alice");
    bob = network.reader("bob", alice);
  }

  @AfterAll
  static void end() {
    Aftermath.assertCalm(alice, bob);
    network.close();
  }

  @ParameterizedTest
  @EnumSource
  void whoReadsItGetsOldBytesOrAnErrorAndWhoOpensItAgainTheNewOnes(Change change)
      throws IOException {
    String name = change.name();
    Path original = share(name);
    Path seen = seen(name);
    byte[] old = Files.readAllBytes(original);
    try (WatchedRead read = WatchedRead.of(seen, old)) {
      read.take(MIB);
      change.to(original);
      alice.rescan();
      assertStale(Shell.run(PATIENCE, "dd", "if=" + seen, "of=/dev/null", "bs=1M", "skip=39"));
      awaitSame(seen, original);
      assertStale(read.rest());
    }
    Aftermath.assertTold(bob, "/alice/" + name, "alice", "does not share this");
    assertThat(Shell.run(PATIENCE, "cmp", seen.toString(), original.toString()).output()).isEmpty();
  }

  @Test
  void aFileThatIsRemovedWhileItIsReadIsGoneForWhoOpensItAgain() throws IOException {
    Path original = share("removed");
    Path seen = seen("removed");
    byte[] old = Files.readAllBytes(original);
    try (WatchedRead read = WatchedRead.of(seen, old)) {
      read.take(MIB);
      Files.delete(original);
      alice.rescan();
      assertStale(read.rest());
    }
    Poll.until(
        PATIENCE,
        () -> Shell.run(PATIENCE, "cat", seen.toString()).output().contains("No such file"),
        () -> "still there");
    Aftermath.assertTold(bob, "/alice/removed", "alice", "does not share this");
  }

  private static Path share(String name) {
    Path original = alice.share().resolve(name);
    Network.randomFile(original, LENGTH);
    alice.rescan();
    Network.awaitFile(seen(name));
    return original;
  }

  private static Path seen(String name) {
    return bob.mount().resolve("peers/alice").resolve(name);
  }

  /** What is not cached of the old version is nowhere any more. */
  private static void assertStale(Shell.Result read) {
    assertThat(read.status()).isNotZero();
    assertThat(read.output()).contains("Stale file handle");
  }

  private static void assertStale(WatchedRead.End end) {
    assertThat(end.status()).isNotZero();
    assertThat(end.said()).contains("Stale file handle");
    assertThat(end.longestPause()).isLessThan(Budgets.noisy(Budgets.ERROR_AFTER_BREAK));
  }

  private static void awaitSame(Path seen, Path original) {
    Poll.until(
        PATIENCE,
        () -> Shell.run(PATIENCE, "cmp", seen.toString(), original.toString()).status() == 0,
        () ->
            "the new version is never seen: "
                + Shell.run(PATIENCE, "cmp", seen.toString(), original.toString()).output());
  }
}
