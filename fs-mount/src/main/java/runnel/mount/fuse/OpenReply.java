package runnel.mount.fuse;

import ru.serce.jnrfuse.struct.FuseFileInfo;

/**
 * Sets the bits of {@code fuse_file_info} for which jnr-fuse has only padding.
 *
 * <p>They are bit fields of the {@code unsigned int} right before {@code fh}; see fuse_common.h of
 * libfuse 2.9.
 */
final class OpenReply {
  private static final int DIRECT_IO = 1;
  private static final int KEEP_CACHE = 1 << 1;

  private OpenReply() {}

  /**
   * @param keepsPages whether pages that the kernel has of this path are still right
   * @param avoidsPages whether to read past the kernel's pages
   */
  static void write(boolean keepsPages, boolean avoidsPages, FuseFileInfo info) {
    int bits = avoidsPages ? DIRECT_IO : keepsPages ? KEEP_CACHE : 0;
    long offset = info.fh.offset() - Integer.BYTES;
    info.fh.getMemory().putInt(offset, info.fh.getMemory().getInt(offset) | bits);
  }
}
