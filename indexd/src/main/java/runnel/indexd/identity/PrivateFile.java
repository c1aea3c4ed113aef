package runnel.indexd.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import runnel.indexd.identity.IdentityException.Kind;

/** Files with secrets, which nobody but their owner may read, at no moment. */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /**
   * Reads a whole file.
   *
   * @throws IdentityException EXPOSED if others may use it
   * @throws IOException also if it is longer
   */
  static byte[] read(Path file, int bytesMax) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
      open.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!OWNER.containsAll(open)) {
        throw new IdentityException(
            Kind.EXPOSED,
            "can't use "
                + file
                + ": others than its owner may read or write it; helps: chmod 600 "
                + file);
      }
      ByteBuffer bytes = ByteBuffer.allocate(bytesMax + 1);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      if (!bytes.hasRemaining()) {
        throw new IOException("it is longer than " + bytesMax + " bytes");
      }
      byte[] whole = new byte[bytes.position()];
      bytes.flip().get(whole);
      return whole;
    }
  }

  /** Puts a whole file in the place of the one that is there, if any; it survives a power cut. */
  static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER))) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
