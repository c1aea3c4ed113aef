package runnel.node.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;

/** Whole files: what they are given besides bytes, and whether they are what they should be. */
final class Whole {
  private static final int BUFFER_BYTES = 1 << 20;

  private Whole() {}

  /** Gives the time, and to those who may read the right to execute. */
  static void attributes(Path file, Item.File item) throws IOException {
    if (item.executable()) {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      allow(rights, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
      allow(rights, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
      allow(rights, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, rights);
    }
    time(file, item.modified());
  }

  /**
   * Writes all of a small file to its place, anew if an earlier process ended in the middle of
   * that. It reaches the disk before it is crossed off ({@link Settling}).
   */
  static void write(Path place, byte[] bytes, Item.File item) throws IOException {
    try {
      create(place, bytes);
    } catch (FileAlreadyExistsException e) {
      Files.delete(place);
      create(place, bytes);
    }
    attributes(place, item);
  }

  private static void create(Path place, byte[] bytes) throws IOException {
    var _ = Files.write(place, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  static void time(Path file, Instant modified) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(modified), null, null);
  }

  /** Reads and hashes the file, if it is there and has the length. */
  static boolean is(Path file, ContentId content) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) != content.length()) {
      return false;
    }
    ContentHasher hasher = new ContentHasher(content.length(), 2);
    int room = Math.clamp(content.length(), 1, BUFFER_BYTES);
    ByteBuffer buffer = ByteBuffer.allocateDirect(room);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer.clear()) > 0) {
        hasher.update(buffer.flip());
      }
    }
    return hasher.finish().id().equals(content);
  }

  private static void allow(
      Set<PosixFilePermission> rights, PosixFilePermission who, PosixFilePermission what) {
    if (rights.contains(who)) {
      rights.add(what);
    }
  }
}
