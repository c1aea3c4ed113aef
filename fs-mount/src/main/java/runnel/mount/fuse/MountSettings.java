package runnel.mount.fuse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import runnel.mount.table.MountLine;

/**
 * Where and how to mount.
 *
 * @param mountPoint an empty folder; may be relative
 * @param fsName the first column of {@code df}: 1–64 letters, digits, {@code . _ : ~ -}
 * @param attributeTimeout how long the kernel may answer {@code stat} by itself, 0–1 h; changes
 *     show that much later
 * @param readMode how the kernel asks for what it reads ahead
 * @param limits bounds and deadlines
 */
public record MountSettings(
    Path mountPoint,
    String fsName,
    Duration attributeTimeout,
    ReadMode readMode,
    MountLimits limits) {

  /** The first column of {@code df}, by which a Runnel mount is known. */
  public static final String FILE_SYSTEM_NAME = MountLine.SOURCE;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  /** How the kernel asks for what it reads ahead of a program. */
  public enum ReadMode {
    /**
     * Several requests at once, in the background, so that the kernel has the next before it is
     * needed. No signal reaches such a request: it stays with the tree until the tree answers, a
     * program that a signal kills is gone at once all the same, and one that catches the signal
     * waits for the answer.
     */
    ASYNCHRONOUS,
    /**
     * One request at a time per program; any signal to the program ends it, within 0.2 s as
     * measured. Costs a tenth to a third of what a file on local disk reads at.
     */
    SYNCHRONOUS
  }

  public MountSettings {
    if (!NAME.matcher(fsName).matches()) {
      throw new IllegalArgumentException("fsName is 1-64 of A-Z a-z 0-9 . _ : ~ -");
    }
    if (attributeTimeout.isNegative() || attributeTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("attributeTimeout is 0 to 1 h");
    }
  }

  /** The settings to use unless there is a reason for others. */
  public static MountSettings at(Path mountPoint) {
    return new MountSettings(
        mountPoint,
        FILE_SYSTEM_NAME,
        Duration.ofSeconds(1),
        ReadMode.ASYNCHRONOUS,
        MountLimits.standard());
  }

  /** The same with another time for which the kernel may answer by itself. */
  public MountSettings withAttributeTimeout(Duration other) {
    return new MountSettings(mountPoint, fsName, other, readMode, limits);
  }

  /** The same with another way to read ahead. */
  public MountSettings withReadMode(ReadMode other) {
    return new MountSettings(mountPoint, fsName, attributeTimeout, other, limits);
  }

  /** The same with other limits. */
  public MountSettings withLimits(MountLimits other) {
    return new MountSettings(mountPoint, fsName, attributeTimeout, readMode, other);
  }
}
