package runnel.mount.fuse;

import java.time.Instant;
import ru.serce.jnrfuse.struct.FileStat;
import ru.serce.jnrfuse.struct.Statvfs;
import ru.serce.jnrfuse.struct.Timespec;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.Space;

/** Writes attributes as the structs that the kernel knows. */
final class Stats {
  private static final int FILE_MODE = 0444;
  private static final int EXECUTABLE_MODE = 0555;
  private static final int FOLDER_MODE = 0555;

  /** The unit of {@code st_blocks}, whatever the block size says; see stat(2). */
  private static final int STAT_BLOCK_BYTES = 512;

  private static final int BLOCK_BYTES = 4096;
  static final int NAME_BYTES_MAX = 255;

  private final long user = Native.libc().getuid();
  private final long group = Native.libc().getgid();

  void write(Attributes attributes, FileStat stat) {
    writeKind(attributes, stat);
    // 1 also for folders: it tells find(1) that the number of links says nothing of sub-folders.
    stat.st_nlink.set(1);
    stat.st_uid.set(user);
    stat.st_gid.set(group);
    stat.st_size.set(attributes.size());
    stat.st_blksize.set(BLOCK_BYTES);
    stat.st_blocks.set(Math.ceilDiv(attributes.size(), STAT_BLOCK_BYTES));
    writeTime(attributes, stat.st_mtim);
    writeTime(attributes, stat.st_ctim);
    writeTime(attributes, stat.st_atim);
  }

  /** Writes what a listing carries, kind and number, and leaves the rest. */
  static void writeKind(Attributes attributes, FileStat stat) {
    stat.st_ino.set(attributes.inode());
    stat.st_mode.set(mode(attributes));
  }

  static int mode(Attributes attributes) {
    return switch (attributes.kind()) {
      case FILE -> FileStat.S_IFREG | (attributes.executable() ? EXECUTABLE_MODE : FILE_MODE);
      case FOLDER -> FileStat.S_IFDIR | FOLDER_MODE;
    };
  }

  static void write(Space space, Statvfs to) {
    to.f_bsize.set(BLOCK_BYTES);
    to.f_frsize.set(BLOCK_BYTES);
    to.f_blocks.set(Math.ceilDiv(space.totalBytes(), BLOCK_BYTES));
    to.f_bfree.set(space.freeBytes() / BLOCK_BYTES);
    to.f_bavail.set(space.freeBytes() / BLOCK_BYTES);
    to.f_files.set(space.files());
    to.f_ffree.set(0);
    to.f_favail.set(0);
    to.f_namemax.set(NAME_BYTES_MAX);
  }

  private static void writeTime(Attributes attributes, Timespec to) {
    Instant modified = attributes.modified();
    to.tv_sec.set(modified.getEpochSecond());
    to.tv_nsec.set(modified.getNano());
  }
}
