package runnel.node.download;

/**
 * How much a download is, and how much of it is there.
 *
 * @param files files in all, as the owner says
 * @param bytes bytes in all, as the owner says
 * @param filesDone files that are whole
 * @param bytesDone bytes of whole files
 * @param bytesPartial bytes of files that were begun, as of the last stop
 * @param filesLost files that could not be had and were left out
 * @param filesChanged files that changed at their owner and were begun anew
 */
public record Sums(
    long files,
    long bytes,
    long filesDone,
    long bytesDone,
    long bytesPartial,
    long filesLost,
    long filesChanged) {
  /** Nothing of so much is there. */
  static Sums of(long files, long bytes) {
    return new Sums(files, bytes, 0, 0, 0, 0, 0);
  }

  Sums done(long moreFiles, long moreBytes) {
    return new Sums(
        files,
        bytes,
        filesDone + moreFiles,
        bytesDone + moreBytes,
        bytesPartial,
        filesLost,
        filesChanged);
  }

  Sums partial(long now) {
    return new Sums(files, bytes, filesDone, bytesDone, now, filesLost, filesChanged);
  }

  Sums lost(long moreFiles) {
    return new Sums(
        files, bytes, filesDone, bytesDone, bytesPartial, filesLost + moreFiles, filesChanged);
  }

  /** A file changed, and has so many bytes more, or less. */
  Sums changed(long moreBytes) {
    return new Sums(
        files,
        Math.max(0, bytes + moreBytes),
        filesDone,
        bytesDone,
        bytesPartial,
        filesLost,
        filesChanged + 1);
  }

  /** What is still to come; 0 if more came than the owner said. */
  long bytesLeft() {
    return Math.max(0, bytes - bytesDone - bytesPartial);
  }

  /** Files that are still to come; 0 if more came than the owner said. */
  long filesLeft() {
    return Math.max(0, files - filesDone - filesLost);
  }
}
