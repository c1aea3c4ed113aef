package runnel.node.download;

import java.nio.file.Path;
import java.util.function.Supplier;
import runnel.mount.table.Mounts;

/**
 * Threads for the disks of targets, which may hang: a network's disk whose server is gone holds
 * whoever asks it, for hours. A virtual thread in such a call keeps what it runs on, of which there
 * is one for each processor, so that two such calls would stop all of the node.
 */
final class Disk {
  private static final DiskQuestions QUESTIONS =
      new DiskQuestions(
          question -> start("downloads disk", question), Mounts::known, DownloadLimits.DISK_WAIT);

  private Disk() {}

  /** Does work that may ask a disk; does not keep the process from its end. */
  static void start(String name, Runnable work) {
    var _ = Thread.ofPlatform().name(name).daemon().start(work);
  }

  /** As {@link DiskQuestions#ask}, with all others of this process. */
  static <T> T ask(Path folder, Supplier<T> question) {
    return QUESTIONS.ask(folder, question);
  }
}
