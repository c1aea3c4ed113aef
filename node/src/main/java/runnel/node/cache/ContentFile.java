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
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.NativeFile;

/**
 * The sparse file of one content.
 *
 * <p>While the content is open, one descriptor holds the file, and everything goes through it: if
 * somebody replaces the file, then marks, writes and the kernel's reads still mean the same one.
 * Each read or write opens a channel of its own, because a channel is closed by the interrupt of
 * any thread that uses it.
 *
 * <p>The monitor guards the hold and the flag, and is held over memory only.
 */
final class ContentFile {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** What changes when somebody else touches the file. */
  record Stamp(long bytes, FileTime changed, Object key) {}

  private final Path path;
  private final long length;
  private Optional<NativeFile> held = Optional.empty();
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
   * @param descriptor the one that holds it, if one does
   */
  Optional<Stamp> stamp(OptionalInt descriptor) {
    try {
      Map<String, Object> found = Files.readAttributes(io(descriptor), "unix:size,ctime,ino,dev");
      long bytes = (Long) found.get("size");
      Object key = found.get("dev") + ":" + found.get("ino");
      return bytes == length
          ? Optional.of(new Stamp(bytes, (FileTime) found.get("ctime"), key))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Holds the file if it exists; elsewhere than on Linux there is nothing to hold it with. */
  void hold() {
    if (!LINUX) {
      return;
    }
    try {
      NativeFile opened = NativeFile.open(path);
      if (!keep(opened)) {
        opened.close();
      }
    } catch (BeneathException e) {
      // Not there, or not to be opened: then there is nothing that could be read either.
    }
  }

  /** The descriptor that holds the file, until it is taken. */
  synchronized OptionalInt descriptor() {
    return held.isPresent() ? OptionalInt.of(held.get().descriptor()) : OptionalInt.empty();
  }

  /** Stops holding the file; the caller has the hold from now on, and closes it. */
  synchronized Optional<NativeFile> take() {
    Optional<NativeFile> taken = held;
    held = Optional.empty();
    written = false;
    return taken;
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

  private synchronized boolean keep(NativeFile opened) {
    if (held.isPresent()) {
      return false;
    }
    held = Optional.of(opened);
    return true;
  }

  private Path io() {
    return io(descriptor());
  }

  /** Returns a path to the very file that is held, also if another has its name now. */
  private Path io(OptionalInt descriptor) {
    if (descriptor.isEmpty()) {
      return path;
    }
    Path own = DESCRIPTORS.resolve(Integer.toString(descriptor.getAsInt()));
    return Files.exists(own) ? own : path;
  }
}
