package runnel.node.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import runnel.node.failure.NodeException;

/**
 * How many may ask disks at once: so many in all, and few on one mount, so that whoever tries a
 * disk that hangs again and again, in whichever of its folders, leaves places for other disks.
 *
 * <p>Who is still being waited for will be answered or given up soon, so others wait for its place;
 * where all were given up they are refused at once. Thread-safe.
 */
final class DiskPlaces {
  /** One question's place. */
  final class Place {
    private final Path folder;
    private final long endNanos;

    // Guarded by the places.
    private Optional<Path> mount = Optional.empty();
    private boolean givenUp;

    private Place(Path folder, long endNanos) {
      this.folder = folder;
      this.endNanos = endNanos;
    }

    /**
     * The question is about to go to that mount, and not to the one before any more.
     *
     * @throws NodeException BUSY if too many are there
     */
    void move(Path to) {
      synchronized (DiskPlaces.this) {
        if (mount.filter(to::equals).isEmpty()) {
          mount = Optional.empty();
          awaitRoom(this, other -> other.isOn(to), DownloadLimits.MOUNT_ASKED);
          mount = Optional.of(to);
        }
      }
    }

    /** Nobody waits for the answer any more. */
    void giveUp() {
      synchronized (DiskPlaces.this) {
        givenUp = true;
        DiskPlaces.this.notifyAll();
      }
    }

    /** The question was answered. Idempotent. */
    void leave() {
      synchronized (DiskPlaces.this) {
        boolean _ = taken.remove(this);
        DiskPlaces.this.notifyAll();
      }
    }

    private boolean isOn(Path other) {
      return mount.filter(other::equals).isPresent();
    }
  }

  // Guarded by this, which is notified of each change but a move.
  private final Set<Place> taken = new HashSet<>();

  /**
   * Takes a place.
   *
   * @param folder what is asked about
   * @param within it, and each of its moves, waits for others no longer than to that time from now
   * @throws NodeException BUSY if too many ask
   */
  synchronized Place enter(Path folder, Duration within) {
    Place place = new Place(folder, System.nanoTime() + within.toNanos());
    awaitRoom(place, _ -> true, DownloadLimits.DISKS_ASKED);
    taken.add(place);
    return place;
  }

  /** The caller holds the lock. */
  private void awaitRoom(Place place, Predicate<Place> competing, int most) {
    while (taken.stream().filter(competing).count() >= most) {
      long left = place.endNanos - System.nanoTime();
      boolean hopeless = taken.stream().filter(competing).allMatch(other -> other.givenUp);
      if (hopeless || left <= 0) {
        throw busy(place.folder, most);
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy(place.folder, most);
      }
    }
  }

  private static NodeException busy(Path folder, int others) {
    return new NodeException(
        NodeException.Kind.BUSY,
        "could not use the folder %s: %d others wait for disks that do not answer; choose a folder on another disk with --to, or try again later"
            .formatted(folder, others));
  }
}
