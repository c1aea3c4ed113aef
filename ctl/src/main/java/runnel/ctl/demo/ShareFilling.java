package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import runnel.ctl.demo.RealFiles.Found;

/**
 * Fills a share with copies of real files: some of the largest, and a spread of the others. Copies
 * and not hard links, since a newcomer may edit what is in the share.
 */
record ShareFilling(Path source, int filesMax, long bytesMax) {
  /** So many of the files are the largest that there are. */
  private static final int LARGE_PART = 50;

  /** The number of bytes copied. */
  long into(Path share) throws IOException {
    if (!Files.isDirectory(source)) {
      return 0;
    }
    long copied = 0;
    for (Found file : choice()) {
      if (copied + file.bytes() <= bytesMax) {
        copy(file, share);
        copied += file.bytes();
      }
    }
    return copied;
  }

  private List<Found> choice() throws IOException {
    List<Found> files = new ArrayList<>(RealFiles.below(source));
    files.sort(Comparator.comparingLong(Found::bytes).reversed().thenComparing(Found::path));
    int large = Math.min(files.size(), Math.max(1, filesMax / LARGE_PART));
    // The small ones first, so that the large ones do not use up the bytes.
    List<Found> others = files.subList(large, files.size());
    List<Found> chosen = new ArrayList<>(spread(others, filesMax - large));
    chosen.addAll(files.subList(0, large));
    return chosen;
  }

  private static List<Found> spread(List<Found> files, int count) {
    if (files.size() <= count) {
      return files;
    }
    return IntStream.range(0, count)
        .mapToObj(i -> files.get((int) ((long) i * files.size() / count)))
        .toList();
  }

  private void copy(Found file, Path share) throws IOException {
    Path target = share.resolve(source.relativize(file.path()).toString());
    Files.createDirectories(target.getParent());
    Files.copy(file.path(), target, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setPosixFilePermissions(target, RealFiles.copiedPermissions(file.path()));
  }
}
