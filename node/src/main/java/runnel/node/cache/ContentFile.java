package runnel.node.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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
 * Writes share a channel, for to open one costs as much as to write 64 KiB. It is closed by the
 * interrupt of any thread that uses it; the others then open another. Reads are rare and large, and
 * open one each.
 *
 * <p>The monitor guards the hold and the flag, and is held over memory only.
 */
final class ContentFile {
  private static final Logger LOG = System.getLogger(ContentFile.class.getName());
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
  private Optional<FileChannel> writer = Optional.empty();
  private boolean written;

  /** What an open content holds of the system. */
  record Hold(Optional<NativeFile> file, Optional<FileChannel> writer) {
    /** Closes all; a file that was only read or written has nothing to lose by a failure here. */
    void close() {
      file.ifPresent(NativeFile::close);
      writer.ifPresent(ContentFile::closeQuietly);
    }
  }

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
  synchronized Hold take() {
    Hold taken = new Hold(held, writer);
    held = Optional.empty();
    writer = Optional.empty();
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
    try {
      writeAll(data.duplicate(), offset);
    } catch (ClosedChannelException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // Another thread was interrupted while it wrote.
      writeAll(data.duplicate(), offset);
    }
  }

  private void writeAll(ByteBuffer data, long offset) throws IOException {
    FileChannel channel = writer();
    long at = offset;
    while (data.hasRemaining()) {
      at += channel.write(data, at);
    }
  }

  private FileChannel writer() throws IOException {
    Optional<FileChannel> open = openWriter();
    if (open.isPresent()) {
      return open.get();
    }
    FileChannel opened = FileChannel.open(io(), StandardOpenOption.WRITE);
    Optional<FileChannel> replaced = keep(opened);
    replaced.ifPresent(ContentFile::closeQuietly);
    return openWriter().orElse(opened);
  }

  private synchronized Optional<FileChannel> openWriter() {
    return writer.filter(FileChannel::isOpen);
  }

  /** Keeps the channel, if none is kept that is open; returns the one that is not needed. */
  private synchronized Optional<FileChannel> keep(FileChannel opened) {
    if (openWriter().isPresent()) {
      return Optional.of(opened);
    }
    writer = Optional.of(opened);
    return Optional.empty();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a file of the cache could not be closed: {0}", e.getMessage());
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
