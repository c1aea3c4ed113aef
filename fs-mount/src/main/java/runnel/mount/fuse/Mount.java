package runnel.mount.fuse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import runnel.mount.tree.FileTree;

/**
 * A tree that is mounted, until this is closed.
 *
 * {@snippet :
 * try (Mount mount = Mount.mount(tree, MountSettings.at(Path.of("/home/ann/Runnel")))) {
 *   // other processes read below /home/ann/Runnel
 * }
 * }
 *
 * <p>The process that serves a mount must not read it: its garbage collector may stop the thread
 * that would answer. Thread-safe.
 */
public final class Mount implements AutoCloseable {
  private final Path mountPoint;
  private final Duration grace;
  private final Serving serving;
  private final Unmounting unmounting;

  private Mount(Path mountPoint, Duration grace, Serving serving) {
    this.mountPoint = mountPoint;
    this.grace = grace;
    this.serving = serving;
    this.unmounting = Unmounting.of(mountPoint, serving);
  }

  /**
   * Mounts a tree; returns when programs can use it. First removes what a killed process left
   * mounted there.
   *
   * @throws MountException if it can't, within {@link MountLimits#start} and a few seconds
   */
  public static Mount mount(FileTree tree, MountSettings settings) {
    return mount(new TreeFuse(tree, settings.limits()), settings);
  }

  static Mount mount(TreeFuse fuse, MountSettings settings) {
    var _ = StaleMount.clean(settings.mountPoint());
    Path mountPoint = StaleMount.canonical(settings.mountPoint());
    Requirements.check(mountPoint);
    String[] commandLine = MountOptions.commandLine(settings, mountPoint);
    Serving serving = Serving.begin(fuse, commandLine);
    try {
      serving.awaitReady(settings.limits().start());
    } catch (MountException e) {
      Unmounting.of(mountPoint, serving).run(Duration.ZERO);
      throw e;
    }
    return new Mount(mountPoint, settings.limits().grace(), serving);
  }

  /** Where it is, absolute and without symbolic links. */
  public Path mountPoint() {
    return mountPoint;
  }

  /**
   * Says whether it still stands there. Somebody else may have taken it away ({@code umount -l})
   * while programs have files open, so that it has not {@link #ended}. From the kernel's table.
   */
  public boolean isThere() {
    return unmounting.isThere();
  }

  /** Completes when nothing is served any more, also when somebody else unmounted it. */
  public CompletionStage<Void> ended() {
    return serving.end().handle((_, _) -> null);
  }

  /**
   * Unmounts. While programs have files open it waits; after the grace it fails their reads with
   * EIO and takes the mount away. Returns within the grace and 5 s whatever happens; a second call
   * waits for the first.
   *
   * <p>When it returns the tree is not called any more, and what programs had open is closed,
   * unless a call of the tree is stuck.
   */
  public void unmount(Duration grace) {
    unmounting.run(grace);
  }

  /** Unmounts with the grace of the settings. */
  @Override
  public void close() {
    unmount(grace);
  }
}
