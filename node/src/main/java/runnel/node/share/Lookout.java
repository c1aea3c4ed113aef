package runnel.node.share;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import runnel.indexd.store.StoreException;
import runnel.node.share.Keys.Place;

/** Decides when to look where, and looks. For the share's own thread. */
final class Lookout {
  /** Where folders can't be watched, everything is looked over so many times as often. */
  private static final int UNWATCHED_FACTOR = 5;

  /** A full disk, say, is not worth trying at once. */
  private static final Duration AFTER_FAULT = Duration.ofSeconds(15);

  private final Ground ground;
  private final ShareSettings.Watching settings;
  private final BooleanSupplier stopped;
  private final Looks again = new Looks();
  private final Due lookDue = new Due();
  private final Due againDue = new Due();
  private final Due pollDue = new Due();
  private final Due rescanDue = new Due();
  private boolean asked;
  private Map<SharePath, String> roots = Map.of();

  Lookout(Ground ground, BooleanSupplier stopped) {
    this.ground = ground;
    this.settings = ground.opened().settings().watching();
    this.stopped = stopped;
  }

  /** Asks for a scan of everything, of files as they are now. */
  void scanAll() {
    asked = true;
  }

  /**
   * Looks where there is something to look at and the time has come.
   *
   * @param acceptEmpty whether what is empty on another disk counts as emptied
   * @return whether something may have changed
   */
  boolean look(boolean acceptEmpty) {
    if (asked) {
      asked = false;
      var _ = ground.looks().take(); // It will be seen.
      scan(everything(), acceptEmpty, false);
      return true;
    }
    return settings.enabled() && lookIfDue();
  }

  /** How long there is nothing to look at, unless something happens. */
  long nanosToWait(long most) {
    if (!settings.enabled()) {
      return most;
    }
    long wait = ground.looks().isEmpty() ? most : settings.fold().toNanos();
    return againDue.nanosLeft(lookDue.nanosLeft(pollDue.nanosLeft(rescanDue.nanosLeft(wait))));
  }

  private boolean lookIfDue() {
    if (pollDue.isNow()) {
      poll();
    }
    if (rescanDue.isNow()) {
      var _ = ground.looks().everything();
    }
    if (againDue.isNow()) {
      againDue.clear();
      ground.looks().addAll(again.take());
      lookDue.within(Duration.ZERO);
    }
    if (!ground.looks().isEmpty()) {
      lookDue.within(settings.fold());
    }
    return lookDue.isNow() && scan(ground.looks().take(), false, true);
  }

  private boolean scan(Looks looks, boolean acceptEmpty, boolean patient) {
    lookDue.clear();
    if (looks.isEverything()) {
      roots = ground.guard().signature(); // A change from now on calls for another scan.
    }
    try {
      Reconciler reconciler =
          new Reconciler(ground, new Scan(looks, acceptEmpty, patient, stopped));
      Looks later = reconciler.run();
      if (!later.isEmpty()) {
        again.addAll(later);
        againDue.within(later.isEverything() ? settings.poll() : settings.quiet());
      }
      return reconciler.hasChanged();
    } catch (StoreException e) {
      again.addAll(looks);
      againDue.within(AFTER_FAULT);
      throw e;
    } finally {
      if (looks.isEverything()) {
        rescanDue.in(rescanEvery());
        pollDue.within(settings.poll());
      }
    }
  }

  private Duration rescanEvery() {
    WatchState state = ground.watching().state();
    return state.possible() && state.unwatched() == 0
        ? settings.rescan()
        : settings.rescan().dividedBy(UNWATCHED_FACTOR);
  }

  /** Nobody tells that a disk was unplugged or came back: compares what the roots are. */
  private void poll() {
    pollDue.in(settings.poll());
    Map<SharePath, String> now = ground.guard().signature();
    now.forEach((anchor, state) -> {
      if (!state.equals(roots.get(anchor))) {
        changed(anchor);
      }
    });
    roots = now;
  }

  private void changed(SharePath anchor) {
    if (anchor.equals(SharePath.TOP)) {
      var _ = ground.looks().everything();
      return;
    }
    Place place = new Place(FolderRow.TOP, anchor.first());
    var _ = ground.looks().name(FolderRow.TOP, anchor.first());
    ground
        .opened()
        .store()
        .row(place)
        .ifPresent(row -> {
          if (row instanceof EntryRow.FolderRef(long number)) {
            var _ = ground.looks().folder(number, true);
          }
        });
  }

  private static Looks everything() {
    Looks looks = new Looks();
    var _ = looks.everything();
    return looks;
  }
}
