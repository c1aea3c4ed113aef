package runnel.node.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import runnel.indexd.content.ContentId;

/**
 * The sparse file of one content.
 *
 * <p>While the content is open, one descriptor holds the file, and everything goes through it: if
 * somebody replaces the file, then marks, writes and the kernel's reads still mean the same one.
 * Each read or write opens a channel of its own, because a channel is closed by the interrupt of
 * any thread that uses it.
 *
 * <p>The monitor guards the descriptor and the flag, and is held over memory only.
 */
final class ContentFile {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** What changes when somebody else touches the file. */
  record Stamp(long bytes, FileTime changed, Object key) {}

  private final Path path;
  private final long length;
  private OptionalInt descriptor = OptionalInt.empty();
  private boolean written;

  ContentFile(Path folder, ContentId id) {
    this.path = path(folder, id);
    this.length = id.length();
  }

  /**
   * Returns where a content's file is: below the first two digits of its root; the empty one never
   * has one.
   */
  static Path path(Path folder, ContentId id) {
    if (id.length() == 0) {
      return folder.resolve(id.text());
    }
    return folder.resolve(id.root().orElseThrow().hex().substring(0, 2)).resolve(id.text());
  }

  static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, PRIVATE_FOLDER);
  }

  /**
   * Returns what tells whether the file is the one it was; empty if there is no whole one.
   *
   * @param held the descriptor that holds it, if one does
   */
  Optional<Stamp> stamp(OptionalInt held) {
    try {
      Map<String, Object> found = Files.readAttributes(io(held), "unix:size,ctime,ino,dev");
      long bytes = (Long) found.get("size");
      Object key = found.get("dev") + ":" + found.get("ino");
      return bytes == length
          ? Optional.of(new Stamp(bytes, (FileTime) found.get("ctime"), key))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Holds the file if it exists. */
  void hold() {
    OptionalInt opened = Descriptors.open(path);
    opened.ifPresent(this::keep);
  }

  /** The descriptor that holds the file, until it is taken. */
  synchronized OptionalInt descriptor() {
    return descriptor;
  }

  /** Stops holding the file; the caller has the descriptor from now on, and closes it. */
  synchronized OptionalInt take() {
    OptionalInt held = descriptor;
    descriptor = OptionalInt.empty();
    written = false;
    return held;
  }

  /** Says whether this process wrote to the file since it holds it. */
  synchronized boolean isWritten() {
    return written;
  }

  /** Writes all that remains of the data; makes the file first if need be. */
  void write(ByteBuffer data, long offset) throws IOException {
    if (descriptor().isEmpty()) {
      make();
      hold();
    }
    noteWrite();
    try (FileChannel channel = FileChannel.open(io(), StandardOpenOption.WRITE)) {
      long at = offset;
      while (data.hasRemaining()) {
        at += channel.write(data, at);
      }
    }
  }

  /** Reads bytes; fewer remain in the buffer where the file ends early. */
  ByteBuffer read(ByteRange range) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(range.length()));
    try (FileChannel channel = FileChannel.open(io(), StandardOpenOption.READ)) {
      int count = 0;
      while (data.hasRemaining() && count >= 0) {
        count = channel.read(data, range.offset() + data.position());
      }
    }
    return data.flip();
  }

  private synchronized void noteWrite() {
    written = true;
  }

  private void make() throws IOException {
    makeFolder(path.getParent());
    try {
      Files.createFile(path, PRIVATE_FILE);
    } catch (FileAlreadyExistsException e) {
      // Another thread made it, or an earlier run that lost its marks.
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      if (file.length() != length) {
        file.setLength(length);
      }
    }
  }

  private void keep(int opened) {
    synchronized (this) {
      if (descriptor.isEmpty()) {
        descriptor = OptionalInt.of(opened);
        return;
      }
    }
    Descriptors.close(opened);
  }

  private Path io() {
    return io(descriptor());
  }

  private Path io(OptionalInt held) {
    return held.isPresent() ? Descriptors.path(held.getAsInt(), path) : path;
  }
}
