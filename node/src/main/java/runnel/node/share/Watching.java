package runnel.node.share;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FolderWatch;
import runnel.node.beneath.OpenedFolder;

/**
 * Notes where something happened in the folders that scans listed. Watches belong to folders, not
 * to paths, and lead to the folder's number: what was renamed is told under its new one as soon as
 * a scan found it. Thread-safe.
 */
final class Watching implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watching.class.getName());

  private final Optional<FolderWatch> watch;
  private final Looks looks;
  private final Runnable wake;
  private final boolean hidden;
  private final Map<Integer, Long> folders = new ConcurrentHashMap<>();
  private final Map<Long, Integer> watches = new ConcurrentHashMap<>();
  private final AtomicLong unwatched = new AtomicLong();

  private Watching(Optional<FolderWatch> watch, Looks looks, boolean hidden, Runnable wake) {
    this.watch = watch;
    this.looks = looks;
    this.hidden = hidden;
    this.wake = wake;
  }

  /**
   * Begins to watch, if that is wanted and possible.
   *
   * @param looks where it notes what happened
   * @param wake is called when the first thing was noted, on a thread of its own
   */
  static Watching begin(ShareSettings settings, Looks looks, Runnable wake) {
    Optional<FolderWatch> watch = Optional.empty();
    if (settings.watching().enabled()) {
      try {
        watch = Optional.of(FolderWatch.open());
      } catch (BeneathException e) {
        LOG.log(Level.WARNING, "changes of the share show late: {0}", e.getMessage());
      }
    }
    Watching watching = new Watching(watch, looks, settings.hidden(), wake);
    watch.ifPresent(
        open -> Thread.ofPlatform().name("share-watch").daemon().start(() -> watching.run(open)));
    return watching;
  }

  /** How many folders are watched, and how many can't be. */
  WatchState state() {
    return new WatchState(watch.isPresent(), watches.size(), unwatched.get());
  }

  /** Begins to count anew what can't be watched. */
  void counting() {
    unwatched.set(0);
  }

  /** Watches a folder under this number; called before it is listed, so that nothing is missed. */
  void add(long number, OpenedFolder folder) {
    if (watch.isEmpty()) {
      return;
    }
    try {
      OptionalInt added = watch.get().add(folder);
      if (added.isPresent()) {
        Integer before = watches.put(number, added.getAsInt());
        if (before != null && before != added.getAsInt()) {
          folders.remove(before, number); // Another folder has the name now.
        }
        folders.put(added.getAsInt(), number);
      } else {
        unwatched.incrementAndGet();
      }
    } catch (BeneathException e) {
      unwatched.incrementAndGet();
    }
  }

  /** Watches a folder no longer, unless it is watched under another number by now. */
  void forget(long number) {
    Integer known = watches.remove(number);
    if (known != null && folders.remove(known, number)) {
      watch.ifPresent(open -> open.remove(known));
    }
  }

  @Override
  public void close() {
    watch.ifPresent(FolderWatch::close);
  }

  private void run(FolderWatch open) {
    Notes notes = new Notes();
    try {
      while (open.await(notes)) {
        // It has all been told.
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the share is not watched any more; rescans go on", e);
    }
  }

  /** Notes what it is told. */
  private final class Notes implements FolderWatch.Listener {
    @Override
    public void named(int watch, byte[] name) {
      noted(name(watch, name));
    }

    @Override
    public void itself(int watch) {
      noted(folder(watch));
    }

    @Override
    public void ended(int watch) {
      noted(end(watch));
    }

    @Override
    public void lost() {
      noted(looks.everything());
    }

    private void noted(boolean first) {
      if (first) {
        wake.run();
      }
    }
  }

  private boolean folder(int watch) {
    Long number = folders.get(watch);
    return number != null && looks.folder(number, false);
  }

  private boolean end(int watch) {
    Long number = folders.remove(watch);
    return number != null && watches.remove(number, watch) && looks.folder(number, false);
  }

  private boolean name(int watch, byte[] name) {
    Long number = folders.get(watch);
    if (number == null) {
      return false; // Moved out of the share, or it is about to be listed.
    }
    try {
      EntryName known = EntryName.of(name);
      if (known.equals(Ignores.FILE)) {
        return looks.folder(number, true);
      }
      return (hidden || name[0] != '.') && looks.name(number, known);
    } catch (IllegalArgumentException e) {
      return looks.folder(number, false); // A name that can't be published is said to be skipped.
    }
  }
}
