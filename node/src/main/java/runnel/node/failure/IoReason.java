package runnel.node.failure;

import java.io.IOException;
import runnel.indexd.process.FileReason;

/** Why the file system refused, in words: those of {@link FileReason}. */
public final class IoReason {
  private IoReason() {}

  /** Words that go on after "could not use PATH: ". */
  public static String of(IOException failure) {
    return FileReason.of(failure);
  }
}
