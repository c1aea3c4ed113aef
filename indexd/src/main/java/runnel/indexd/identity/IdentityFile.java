package runnel.indexd.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import runnel.indexd.identity.IdentityException.Kind;

/** The file that keeps an identity: made once, whole and private from its first byte. */
final class IdentityFile {
  static final String NAME = "identity.pem";

  /** An identity takes 800 bytes; what is much longer is something else. */
  private static final int MAX_BYTES = 16 << 10;

  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final Path file;

  IdentityFile(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.file = this.folder.resolve(NAME);
  }

  Identity open() {
    try {
      makeFolder();
      try {
        return load();
      } catch (NoSuchFileException _) {
        create(Identity.create());
        return load(); // Somebody else's, if that one was faster.
      }
    } catch (IOException e) {
      String why = "can't open the identity in " + file + ": " + e;
      throw new IdentityException(Kind.UNREADABLE, why, e);
    }
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    Set<PosixFilePermission> writers =
        EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    writers.retainAll(Files.getPosixFilePermissions(folder));
    if (!writers.isEmpty()) {
      throw exposed("others may replace what is in the folder " + folder, "700 " + folder);
    }
  }

  private Identity load() throws IOException {
    byte[] bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Checked before the first byte is used: a key that others could read is no secret any more.
      if (!PRIVATE_FILE.containsAll(Files.getPosixFilePermissions(file))) {
        throw exposed("others than its owner may use the private key in " + file, "600 " + file);
      }
      long size = channel.size();
      if (size > MAX_BYTES) {
        throw damaged(new IOException(size + " bytes are too many for an identity"));
      }
      bytes = new byte[(int) size];
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining() && channel.read(rest) >= 0) {}
    }
    try {
      return IdentityPem.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (java.security.GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  /** Puts a whole file in place, or leaves the one that is there. */
  private void create(Identity identity) throws IOException {
    Path draft = folder.resolve(NAME + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PRIVATE_FILE))) {
        ByteBuffer rest =
            ByteBuffer.wrap(IdentityPem.format(identity).getBytes(StandardCharsets.ISO_8859_1));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.createLink(file, draft); // Unlike a rename, a link never replaces what is there.
    } catch (FileAlreadyExistsException _) {
      // Another process was faster: its identity is the one.
    } finally {
      Files.deleteIfExists(draft);
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private IdentityException exposed(String what, String chmod) {
    return new IdentityException(
        Kind.EXPOSED, "can't open the identity: " + what + "; helps: chmod " + chmod);
  }

  private IdentityException damaged(Exception cause) {
    return new IdentityException(
        Kind.DAMAGED,
        "can't open the identity in "
            + file
            + ": "
            + cause.getMessage()
            + "; put it back from a copy, or move it away to become a new user to everybody",
        cause);
  }
}
