package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why the file system refused, in words: of many exceptions the message is but the path. */
public final class IoReason {
  private IoReason() {}

  /** Words that go on after "could not use PATH: ". */
  public static String of(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileAlreadyExistsException _ -> "it is there and is no folder";
      case NoSuchFileException e -> e.getFile() + " does not exist";
      case NotDirectoryException e -> e.getFile() + " is no folder";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
