package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;

class OpenPathsTest {
  private static final String PATH = "/peers/alice/x";

  private final List<FileBytes> opened = new ArrayList<>();
  private Optional<TreeException.Kind> failing = Optional.empty();
  private final OpenPaths paths = new OpenPaths((bytes, owner) -> reader(bytes));

  @Test
  void whileAPathIsOpenItKeepsItsVersionForEverybody() {
    try (OpenedFile first = paths.open(PATH, () -> version(1))) {
      try (OpenedFile second = paths.open(PATH, () -> version(2))) {
        assertThat(second.attributes()).isEqualTo(first.attributes());
      }
      assertThat(opened).containsExactly(version(1).bytes(), version(1).bytes());
      assertThat(paths.attributes(PATH)).contains(version(1).attributes());
    }
  }

  @Test
  void theNextOpenAfterTheLastCloseSeesTheNewVersion() {
    paths.open(PATH, () -> version(1)).close();
    try (OpenedFile again = paths.open(PATH, () -> version(2))) {
      assertThat(again.attributes()).isEqualTo(version(2).attributes());
      assertThat(again.keepsPages()).isFalse();
    }
  }

  @Test
  void pagesAreKeptOnlyForTheSameVersion() {
    try (OpenedFile first = paths.open(PATH, () -> version(1))) {
      assertThat(first.keepsPages()).isFalse();
    }
    try (OpenedFile again = paths.open(PATH, () -> version(1))) {
      assertThat(again.keepsPages()).isTrue();
    }
  }

  @Test
  void pagesThatNothingProvedAreNotKeptAfterTheLastClose() {
    try (OpenedFile first = paths.open(PATH, () -> unhashed(1))) {
      assertThat(first.keepsPages()).isFalse();
      try (OpenedFile second = paths.open(PATH, () -> unhashed(1))) {
        assertThat(second.keepsPages()).isTrue();
      }
    }
    try (OpenedFile again = paths.open(PATH, () -> unhashed(1))) {
      assertThat(again.keepsPages()).isFalse();
    }
  }

  @Test
  void closingTwiceClosesOnce() {
    OpenedFile first = paths.open(PATH, () -> version(1));
    OpenedFile second = paths.open(PATH, () -> version(1));
    first.close();
    first.close();
    assertThat(paths.attributes(PATH)).isPresent();
    second.close();
    assertThat(paths.attributes(PATH)).isEmpty();
  }

  @Test
  void aVersionThatNobodyHasAnyMoreGivesWayToTheNextOpen() {
    OpenedFile old = paths.open(PATH, () -> version(1));
    failing = Optional.of(TreeException.Kind.STALE);
    assertStale(old);
    failing = Optional.empty();
    OpenedFile anew = paths.open(PATH, () -> version(2));
    assertThat(anew.attributes()).isEqualTo(version(2).attributes());
    assertThat(anew.read(0, 1)).isNotCompletedExceptionally();
    assertThat(paths.attributes(PATH)).contains(version(2).attributes());
    assertStale(old);
  }

  /** Two versions are open: the kernel's pages must hold none of the newer one. */
  @Test
  void besideALostVersionReadsAvoidThePages() {
    OpenedFile old = paths.open(PATH, () -> version(1));
    failing = Optional.of(TreeException.Kind.STALE);
    assertStale(old);
    OpenedFile anew = paths.open(PATH, () -> version(2));
    assertThat(anew.avoidsPages()).isTrue();
    assertThat(anew.keepsPages()).isFalse();
    anew.close();
    OpenedFile again = paths.open(PATH, () -> version(2));
    assertThat(again.avoidsPages()).as("the old one is open still").isTrue();
    assertStale(old);
    old.close();
    try (OpenedFile alone = paths.open(PATH, () -> version(2))) {
      assertThat(alone.avoidsPages()).isFalse();
      assertThat(alone.keepsPages()).as("they are of the old version").isFalse();
    }
    again.close();
    try (OpenedFile last = paths.open(PATH, () -> version(2))) {
      assertThat(last.keepsPages()).isTrue();
    }
  }

  @Test
  void aVersionThatWasOnlyAwayIsTheSameStill() {
    OpenedFile first = paths.open(PATH, () -> version(1));
    failing = Optional.of(TreeException.Kind.STALE);
    assertStale(first);
    failing = Optional.empty();
    try (OpenedFile second = paths.open(PATH, () -> version(1))) {
      assertThat(second.avoidsPages()).isFalse();
      assertThat(first.read(0, 1)).isNotCompletedExceptionally();
    }
  }

  @Test
  void whatFailsOtherwiseIsNotLost() {
    OpenedFile first = paths.open(PATH, () -> version(1));
    failing = Optional.of(TreeException.Kind.UNREADABLE);
    assertThat(first.read(0, 1)).isCompletedExceptionally();
    try (OpenedFile second = paths.open(PATH, () -> version(2))) {
      assertThat(second.attributes()).isEqualTo(version(1).attributes());
    }
  }

  @Test
  void anOpenThatFailsLeavesThePathAsItWas() {
    OpenPaths failing =
        new OpenPaths((bytes, owner) -> {
          throw new IllegalStateException("for a test");
        });
    assertThatThrownBy(() -> failing.open(PATH, () -> version(1))).hasMessage("for a test");
    assertThat(failing.attributes(PATH)).isEmpty();
  }

  private ContentOpener.Reader reader(FileBytes bytes) {
    opened.add(bytes);
    return new ContentOpener.Reader() {
      @Override
      public CompletableFuture<ReadResult> read(long offset, int length) {
        return failing
            .map(kind ->
                CompletableFuture.<ReadResult>failedFuture(new TreeException(kind, "for a test")))
            .orElseGet(CompletableFuture::new);
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  private static void assertStale(OpenedFile file) {
    assertThat(file.read(0, 1))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            TreeException.class, e -> assertThat(e.kind()).isEqualTo(TreeException.Kind.STALE));
  }

  private static OpenPaths.Version version(int number) {
    Hash root = Hash.digest(new byte[] {(byte) number});
    return version(number, new FileBytes.Proven(ContentId.of(number, root)));
  }

  private static OpenPaths.Version unhashed(int number) {
    VersionTag tag = VersionTag.of(new byte[VersionTag.BYTES]);
    return version(number, new FileBytes.Vouched("x", tag, number));
  }

  private static OpenPaths.Version version(int size, FileBytes bytes) {
    return new OpenPaths.Version(
        new Attributes(Attributes.Kind.FILE, size, Instant.EPOCH, false, 7),
        bytes,
        new PeerId(Hash.digest()));
  }
}
