package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;
import runnel.mount.tree.TreeException.Kind;

/** What programs are told when the tree fails. */
class ErrorsTest {

  /** Fails each read. */
  private record Failing(RuntimeException failure) implements Content {
    @Override
    public long size() {
      return 10;
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachKindOfFailureHasItsErrno(Kind kind) {
    TreeException failure = new TreeException(kind, "for the test");
    MemoryTree tree = new MemoryTree().failing("/looked-up", failure);
    tree.file("/read", new Failing(failure), false);
    try (Mounted mounted = Mounted.of(tree)) {
      assertThat(Shell.run("stat", mounted.path("looked-up")).errors()).contains(text(kind));
      assertThat(readDirectly(mounted, "read")).contains(text(kind));
    }
  }

  @Test
  void aBrokenTreeIsAnInputOutputErrorAndTheMountGoesOn() {
    MemoryTree tree = new MemoryTree().file("/healthy", "well");
    tree.failing("/broken", new IllegalStateException("for the test"));
    tree.file("/unreadable", new Failing(new IllegalStateException("for the test")), false);
    try (Mounted mounted = Mounted.of(tree)) {
      assertThat(Shell.run("stat", mounted.path("broken")).errors())
          .contains(text(Kind.UNREADABLE));
      assertThat(readDirectly(mounted, "unreadable")).contains(text(Kind.UNREADABLE));
      assertThat(Shell.ok("cat", mounted.path("healthy")).text()).isEqualTo("well");
    }
  }

  /** Reads around the page cache, which would turn each error into EIO. */
  private static String readDirectly(Mounted mounted, String name) {
    return Shell.run("dd", "if=" + mounted.path(name), "iflag=direct", "bs=4k").errors();
  }

  /** The C library's words, so that a wrong number in the table is seen. */
  private static String text(Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> "No such file or directory";
      case NOT_A_FOLDER -> "Not a directory";
      case IS_A_FOLDER -> "Is a directory";
      case READ_ONLY -> "Read-only file system";
      case NO_ACCESS -> "Permission denied";
      case STALE -> "Stale file handle";
      case UNREADABLE -> "Input/output error";
      case BUSY -> "Resource temporarily unavailable";
    };
  }
}
