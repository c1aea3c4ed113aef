package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;

class OpenFilesTest {
  private final OpenFiles files = new OpenFiles(2);
  private final List<OpenedFile> closed = new ArrayList<>();

  @Test
  void noMoreThanTheLimitAreOpenAtOnce() {
    long first = files.add(() -> new File(false));
    files.add(() -> new File(false));
    assertErrno(Errno.ENFILE, () -> files.add(() -> new File(false)));
    files.close(first);
    assertThat(files.add(() -> new File(false))).isGreaterThan(first);
    assertErrno(Errno.EBADF, () -> files.get(first));
  }

  @Test
  void allAreClosedEvenIfOneFails() {
    files.add(() -> new File(true));
    files.add(() -> new File(true));
    files.closeAll(new Edge());
    assertThat(closed).hasSize(2);
  }

  private static void assertErrno(Errno errno, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private final class File implements OpenedFile {
    private final boolean fails;

    File(boolean fails) {
      this.fails = fails;
    }

    @Override
    public Attributes attributes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean keepsPages() {
      return false;
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed.add(this);
      if (fails) {
        throw new IllegalStateException("for the test");
      }
    }
  }
}
