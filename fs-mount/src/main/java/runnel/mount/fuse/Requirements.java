package runnel.mount.fuse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import runnel.mount.fuse.MountException.Kind;

/**
 * Looks whether mounting can work, so that who can't mount learns why: libfuse's {@code main} tells
 * its caller nothing but "1".
 */
final class Requirements {
  static final String INSTALL =
      "apt-get update && apt-get install -y --no-install-recommends libfuse2 fuse3";

  private static final Path DEVICE = Path.of("/dev/fuse");

  private Requirements() {}

  static void check(Path mountPoint) {
    checkInstalled();
    checkDevice(DEVICE);
    checkFolder(mountPoint);
  }

  private static void checkInstalled() {
    try {
      var _ = Native.libfuse();
    } catch (LinkageError e) {
      throw notInstalled(Native.FUSE_LIBRARY, e);
    }
    if (Command.fusermount().isEmpty()) {
      throw notInstalled("fusermount", null);
    }
  }

  static MountException notInstalled(String what, Throwable cause) {
    String text = "can't mount: " + what + " is not installed; as root: " + INSTALL;
    return new MountException(Kind.NOT_INSTALLED, text, cause);
  }

  static void checkDevice(Path device) {
    String begin = "can't mount: " + device;
    if (!Files.exists(device)) {
      String text = begin + " does not exist; modprobe fuse, or give it to the container";
      throw new MountException(Kind.NO_DEVICE, text);
    }
    try (var _ = FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return;
    } catch (AccessDeniedException e) {
      String text = begin + " is not for this user; as root: chmod 666 " + device;
      throw new MountException(Kind.DENIED, text, e);
    } catch (IOException e) {
      String text = begin + " does not work (" + e.getMessage() + "); try: modprobe fuse";
      throw new MountException(Kind.NO_DEVICE, text, e);
    }
  }

  private static void checkFolder(Path mountPoint) {
    String begin = "can't mount at " + mountPoint + ": ";
    if (!Files.isDirectory(mountPoint, LinkOption.NOFOLLOW_LINKS)) {
      throw new MountException(Kind.FAILED, begin + "it is no folder; create it (mkdir)");
    }
    if (!Files.isWritable(mountPoint)) {
      String text = begin + "this user may not write there; choose a folder of your own";
      throw new MountException(Kind.DENIED, text);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(mountPoint)) {
      if (files.iterator().hasNext()) {
        String text = begin + "it is not empty; move away what is in it, or choose another folder";
        throw new MountException(Kind.NOT_EMPTY, text);
      }
    } catch (IOException e) {
      String text = begin + "it can't be listed (" + e.getMessage() + ")";
      throw new MountException(Kind.FAILED, text, e);
    }
  }
}
