package runnel.indexd.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.store.StoreException.Kind;

/** The folder of a store, claimed for as long as this is open. */
final class StoreFolder implements AutoCloseable {
  static final int FILE_MODE = 0_600;

  /**
   * The folders that this process has open. Asked before the lock file is touched: closing a second
   * channel on it would drop the first one's lock (POSIX record locks belong to the process).
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private StoreFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Claims the folder, making it if need be, and checks that LMDB may open what it holds. */
  static StoreFolder claim(Path path) {
    try {
      Path folder = make(path);
      if (!OPEN.add(folder)) {
        throw inUse(folder, "this process");
      }
      try {
        return lock(folder);
      } catch (IOException | RuntimeException e) {
        OPEN.remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(Kind.FAILED, "could not open the store " + path + ": " + e, e);
    }
  }

  Path path() {
    return folder;
  }

  /** Makes the data file as long as the map, with a hole: see {@link MetaPages}. */
  void extend(long mapBytes) {
    try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
      if (file.length() < mapBytes) {
        file.setLength(mapBytes);
      }
    } catch (IOException e) {
      throw new StoreException(Kind.FAILED, "could not extend the store " + folder + ": " + e, e);
    }
  }

  /** Returns the length of the data file, 0 if there is none. */
  long dataBytes() {
    try {
      return Files.exists(data()) ? Files.size(data()) : 0;
    } catch (IOException e) {
      throw new StoreException(Kind.FAILED, "could not open the store " + folder + ": " + e, e);
    }
  }

  /** Remembers that the store was made, so that a missing data file is noticed. */
  void markMade() {
    try {
      if (channel.size() == 0) {
        channel.write(ByteBuffer.wrap(new byte[] {1}), 0);
        channel.force(true);
      }
    } catch (IOException e) {
      throw new StoreException(Kind.FAILED, "could not mark the store " + folder + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException(Kind.FAILED, "could not close the store " + folder + ": " + e, e);
    } finally {
      OPEN.remove(folder);
    }
  }

  private static Path make(Path path) throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    if (!Files.exists(path)) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    Files.setPosixFilePermissions(path, ownerOnly);
    return path.toRealPath();
  }

  private static StoreFolder lock(Path folder) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    FileChannel channel =
        FileChannel.open(folder.resolve("store.lock"), Set.of(CREATE, READ, WRITE), ownerOnly);
    StoreFolder claimed = new StoreFolder(folder, channel);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, "another process");
      }
      claimed.check();
      return claimed;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void check() throws IOException {
    boolean made = channel.size() > 0;
    if (!made) {
      Files.deleteIfExists(data()); // The first start was killed before anything was acknowledged.
      return;
    }
    Optional<String> problem =
        Files.exists(data()) ? MetaPages.problem(data()) : Optional.of("its data file is gone");
    if (problem.isPresent()) {
      throw new StoreException(
          Kind.DAMAGED,
          "could not open the store %s: %s; restore the folder, or remove it to begin anew"
              .formatted(folder, problem.get()));
    }
  }

  private Path data() {
    return folder.resolve("data.mdb");
  }

  private static StoreException inUse(Path folder, String by) {
    return new StoreException(
        Kind.IN_USE, "could not open the store " + folder + ": " + by + " has it open");
  }
}
