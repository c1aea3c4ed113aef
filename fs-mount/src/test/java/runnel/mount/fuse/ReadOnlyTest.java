package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import ru.serce.jnrfuse.struct.Timespec;

/** The callbacks that the kernel doesn't reach on a mount with {@code ro}. */
class ReadOnlyTest {
  private static final int EROFS = -Errno.EROFS.intValue();

  @Test
  void everythingThatWouldChangeSomethingIsRefused() {
    ReadOnlyFuse fuse = new TreeFuse(new MemoryTree(), MountLimits.standard());
    Stream<ToIntFunction<ReadOnlyFuse>> calls =
        Stream.of(
            f -> f.mknod("/x", 0, 0),
            f -> f.mkdir("/x", 0),
            f -> f.unlink("/x"),
            f -> f.rmdir("/x"),
            f -> f.symlink("/x", "/y"),
            f -> f.rename("/x", "/y"),
            f -> f.link("/x", "/y"),
            f -> f.chmod("/x", 0),
            f -> f.chown("/x", 0, 0),
            f -> f.truncate("/x", 0),
            f -> f.ftruncate("/x", 0, null),
            f -> f.write("/x", null, 1, 0, null),
            f -> f.setxattr("/x", "user.a", null, 0, 0),
            f -> f.removexattr("/x", "user.a"),
            f -> f.create("/x", 0, null),
            f -> f.utimens("/x", new Timespec[0]),
            f -> f.fallocate("/x", 0, 0, 1, null),
            f -> f.access("/", 2));
    assertThat(calls.map(call -> call.applyAsInt(fuse))).hasSize(18).containsOnly(EROFS);
  }
}
