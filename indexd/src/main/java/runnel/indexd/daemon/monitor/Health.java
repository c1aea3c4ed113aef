package runnel.indexd.daemon.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.process.FileReason;
import runnel.indexd.store.StoreException;

/** Whether a daemon can do its work, and why not. */
record Health(LocalIndex index, Path home) {
  /** A publication takes some megabytes; below this the next ones fail. */
  private static final long FREE_BYTES_MIN = 64L << 20;

  /**
   * The JSON of an answer; public for JSON-B.
   *
   * @param status {@code up} or {@code down}
   * @param reasons why it is down
   * @param users known
   * @param online of them
   */
  public record Answer(String status, List<String> reasons, long users, long online) {
    boolean isUp() {
      return reasons.isEmpty();
    }
  }

  Answer check() {
    List<String> reasons = new ArrayList<>();
    long users = 0;
    long online = 0;
    try {
      var statistics = index.statistics();
      users = statistics.users();
      online = statistics.online();
    } catch (StoreException e) {
      reasons.add(e.getMessage());
    }
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      if (free < FREE_BYTES_MIN) {
        reasons.add("the disk of %s has %d MiB left".formatted(home, free >> 20));
      }
    } catch (IOException e) {
      reasons.add("could not look at %s: %s".formatted(home, FileReason.of(e)));
    }
    return new Answer(reasons.isEmpty() ? "up" : "down", reasons, users, online);
  }
}
