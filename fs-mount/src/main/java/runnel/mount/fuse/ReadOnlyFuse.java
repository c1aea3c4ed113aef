package runnel.mount.fuse;

import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.types.dev_t;
import jnr.ffi.types.gid_t;
import jnr.ffi.types.mode_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.uid_t;
import ru.serce.jnrfuse.FuseStubFS;
import ru.serce.jnrfuse.struct.FuseFileInfo;
import ru.serce.jnrfuse.struct.Timespec;

/**
 * Answers EROFS to all that would change something. The kernel says so by itself on a mount with
 * {@code ro}; this is the second lock on that door.
 */
class ReadOnlyFuse extends FuseStubFS {
  static final int READ_ONLY = Errnos.of(Errno.EROFS);

  @Override
  public int mknod(String path, @mode_t long mode, @dev_t long device) {
    return READ_ONLY;
  }

  @Override
  public int mkdir(String path, @mode_t long mode) {
    return READ_ONLY;
  }

  @Override
  public int unlink(String path) {
    return READ_ONLY;
  }

  @Override
  public int rmdir(String path) {
    return READ_ONLY;
  }

  @Override
  public int symlink(String target, String path) {
    return READ_ONLY;
  }

  @Override
  public int rename(String path, String newPath) {
    return READ_ONLY;
  }

  @Override
  public int link(String path, String newPath) {
    return READ_ONLY;
  }

  @Override
  public int chmod(String path, @mode_t long mode) {
    return READ_ONLY;
  }

  @Override
  public int chown(String path, @uid_t long uid, @gid_t long gid) {
    return READ_ONLY;
  }

  @Override
  public int truncate(String path, @off_t long size) {
    return READ_ONLY;
  }

  @Override
  public int ftruncate(String path, @off_t long size, FuseFileInfo info) {
    return READ_ONLY;
  }

  @Override
  public int write(
      String path, Pointer from, @size_t long size, @off_t long offset, FuseFileInfo info) {
    return READ_ONLY;
  }

  @Override
  public int setxattr(String path, String name, Pointer value, @size_t long size, int flags) {
    return READ_ONLY;
  }

  @Override
  public int removexattr(String path, String name) {
    return READ_ONLY;
  }

  @Override
  public int create(String path, @mode_t long mode, FuseFileInfo info) {
    return READ_ONLY;
  }

  @Override
  public int utimens(String path, Timespec[] times) {
    return READ_ONLY;
  }

  @Override
  public int fallocate(
      String path, int mode, @off_t long offset, @off_t long length, FuseFileInfo info) {
    return READ_ONLY;
  }
}
