package runnel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runnel.mount.fuse.Mount;
import runnel.mount.fuse.MountException;
import runnel.mount.fuse.MountSettings;
import runnel.mount.fuse.StaleMount;
import runnel.mount.tree.FileTree;
import runnel.node.events.NetworkEvents;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/**
 * The mount of a running node: made, watched, and made again when the user asks.
 *
 * <p>Who unmounts it from outside means it: the node tells so, goes on without it and mounts again
 * only when asked. Thread-safe.
 */
final class Drive implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Drive.class.getName());

  /** No event tells of {@code umount -l}; reading the kernel's table takes microseconds. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Mounts that were taken away while files were open there are kept until these are closed. */
  private static final int LEFT_MAX = 8;

  private final Path place;
  private final FileTree tree;
  private final NetworkEvents news;

  // Both guarded by this, which is held while mounting: nobody but a second one who mounts waits.
  private final List<Mount> mounts = new ArrayList<>();
  private boolean closed;

  /** Read by those who ask for the state, without waiting. */
  private volatile boolean mounted;

  private Drive(Path place, FileTree tree, NetworkEvents news) {
    this.place = place;
    this.tree = tree;
    this.news = news;
  }

  /**
   * Mounts the tree; {@link #prepare} comes first.
   *
   * @throws MountException if it can't
   */
  static Drive mount(Path place, FileTree tree, NetworkEvents news) {
    Drive drive = new Drive(place, tree, news);
    drive.begin();
    return drive;
  }

  /** Makes the mount point; what a killed node left there goes first, it hides the folder. */
  static void prepare(Path place) {
    try {
      Files.createDirectories(place.getParent());
      var _ = StaleMount.clean(place);
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not make the mount point %s: %s; choose another with --mount"
              .formatted(place, IoReason.of(e)),
          e);
    }
  }

  /** Where it is, or would be. */
  Path place() {
    return place;
  }

  /** Says whether it is mounted, as far as was seen a second ago. */
  boolean isMounted() {
    return mounted;
  }

  /**
   * Mounts again what was unmounted from outside; nothing if it is mounted.
   *
   * @throws NodeException REFUSED, with the reason, if it can't be mounted
   */
  synchronized void mountAgain() {
    if (mounted || closed) {
      return;
    }
    if (mounts.size() >= LEFT_MAX) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not mount again: programs still have files open in %d mounts that were taken away"
              .formatted(mounts.size()));
    }
    try {
      prepare(place);
      begin();
    } catch (MountException e) {
      throw new NodeException(NodeException.Kind.REFUSED, e.getMessage(), e);
    }
    news.mounted(place);
  }

  /** Unmounts; open files have the mount's grace. */
  @Override
  public void close() {
    List<Mount> last;
    synchronized (this) {
      closed = true;
      mounted = false;
      last = List.copyOf(mounts);
    }
    last.reversed().forEach(Mount::close);
  }

  private synchronized void begin() {
    // Synchronous, so that Ctrl-C reaches every read; the node reads ahead itself (ADR 4).
    MountSettings settings =
        MountSettings.at(place).withReadMode(MountSettings.ReadMode.SYNCHRONOUS);
    Mount mount = Mount.mount(tree, settings);
    mounts.add(mount);
    mounted = true;
    Thread.ofVirtual().name("drive").start(() -> watch(mount));
  }

  private void watch(Mount mount) {
    boolean told = false;
    while (!ended(mount)) {
      if (!told && !mount.isThere()) {
        tellLost();
        told = true;
      }
    }
    if (!told) {
      tellLost();
    }
    synchronized (this) {
      mounts.remove(mount);
    }
  }

  private static boolean ended(Mount mount) {
    try {
      mount.ended().toCompletableFuture().get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      return true;
    }
  }

  private void tellLost() {
    synchronized (this) {
      if (closed) {
        return;
      }
      mounted = false;
    }
    LOG.log(System.Logger.Level.WARNING, "{0} was unmounted from outside", place);
    news.mountLost(place);
  }
}
