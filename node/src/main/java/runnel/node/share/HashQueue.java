package runnel.node.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import runnel.node.beneath.BeneathException;
import runnel.node.share.Backlog.Pending;
import runnel.node.share.HashJob.Outcome;
import runnel.node.share.Keys.Place;

/**
 * Hands what is to be hashed to the hasher, small files first, and takes in the outcomes. For the
 * share's own thread.
 */
final class HashQueue {
  /** Enough that the threads stay busy while a commit waits for the disk. */
  private static final int HANDED_MAX = 512;

  /** Takes a fraction of a second: such files must not wait for longer ones. */
  private static final long SMALL_BYTES = 64L << 20;

  /** What is asked for beyond that waits its turn. */
  private static final int WANTED_MAX = 1000;

  /** How much longer the next attempt waits after a fault than after a change. */
  private static final int FAULT_FACTOR = 15;

  private final ShareSettings.Hashing settings;
  private final ShareStore store;
  private final Hasher hasher;
  private final Rechecks rechecks;
  private final Map<Place, Handed> handed = new HashMap<>();

  /** What others ask for. */
  private final Set<Place> wanted = new LinkedHashSet<>();

  /** When to try again, by the clock of {@link System#nanoTime}; no more than files shared. */
  private final Map<Place, Long> deferred = new HashMap<>();

  HashQueue(ShareSettings.Hashing settings, ShareStore store, Hasher hasher) {
    this.settings = settings;
    this.store = store;
    this.hasher = hasher;
    this.rechecks = new Rechecks(store, hasher);
  }

  /** What the hasher was given: how long it is, and its place in the queue there. */
  private record Handed(long size, Hasher.Task task) {
    boolean isLarge() {
      return size > SMALL_BYTES && !task.isHastened();
    }
  }

  /** Says whether something is being hashed. */
  boolean isBusy() {
    return !handed.isEmpty();
  }

  /** Says whether anything is left to hash, now or later. */
  boolean isEmpty() {
    return handed.isEmpty() && store.progress().files() == 0;
  }

  /** When something deferred is due. */
  OptionalLong dueNanos() {
    return deferred.values().stream().mapToLong(Long::longValue).min();
  }

  /** Has a file hashed before others. */
  void want(SharePath path) {
    if (wanted.size() < WANTED_MAX) {
      store.placeOf(path).filter(this::isUnhashed).ifPresent(wanted::add);
    }
  }

  private boolean isUnhashed(Place place) {
    return store.file(place).filter(row -> row.content().isEmpty()).isPresent();
  }

  void handOut(Consumer<Outcome> told) {
    long now = System.nanoTime();
    deferred.values().removeIf(due -> due - now <= 0);
    handOutWanted(told);
    if (handed.size() <= HANDED_MAX / 2) {
      Predicate<Pending> ready =
          file -> !handed.containsKey(file.place()) && !deferred.containsKey(file.place());
      int room = HANDED_MAX - handed.size();
      handOut(room, ready.and(file -> file.size() <= SMALL_BYTES), told);
      int large = (int) handed.values().stream().filter(Handed::isLarge).count();
      int free = Math.max(1, settings.threads() - 1) - large;
      handOut(free, ready.and(file -> file.size() > SMALL_BYTES), told);
    }
    if (handed.isEmpty()) {
      rechecks.handOut(told);
    }
  }

  /**
   * What others ask for is hashed by a thread that has nothing else to do, also if it waits for
   * another one already. What it was hashed to may have come in since it was asked for.
   */
  private void handOutWanted(Consumer<Outcome> told) {
    for (Place place : wanted) {
      if (!deferred.containsKey(place) && isUnhashed(place)) {
        Optional.ofNullable(handed.get(place))
            .or(() -> handed(place, 0, told))
            .ifPresent(known -> hasher.hasten(known.task));
      }
    }
    wanted.clear();
  }

  private void handOut(int most, Predicate<Pending> ready, Consumer<Outcome> told) {
    if (most <= 0) {
      return;
    }
    for (Pending file : store.backlog().pending(most, ready)) {
      handed(file.place(), file.size(), told).ifPresent(known -> hasher.enqueue(known.task));
    }
  }

  private Optional<Handed> handed(Place place, long size, Consumer<Outcome> told) {
    Optional<Handed> made =
        store
            .path(place)
            .map(path -> new Handed(size, hasher.task(HashJob.first(place, path), told)));
    made.ifPresent(known -> handed.put(place, known));
    return made;
  }

  /** Takes in outcomes; they are committed together. */
  void takeIn(List<Outcome> outcomes) {
    outcomes.stream()
        .filter(outcome -> !(outcome instanceof Outcome.Part) && !outcome.job().again())
        .forEach(outcome -> handed.remove(outcome.job().place()));
    List<Consumer<Edit>> edits = new ArrayList<>();
    outcomes.forEach(
        outcome -> edits.add(outcome.job().again() ? rechecks.takeIn(outcome) : edit(outcome)));
    store.edit(edits);
  }

  private Consumer<Edit> edit(Outcome outcome) {
    Place place = outcome.job().place();
    return switch (outcome) {
      case Outcome.Done done -> edit -> edit.hashed(place, done.facts(), done.hashed());
      case Outcome.Part part -> edit -> edit.part(place, part);
      case Outcome.Changed changed -> {
        defer(place, 1);
        yield edit -> edit.changed(place, changed.facts());
      }
      case Outcome.Failed failed -> failed(place, failed.kind());
    };
  }

  private Consumer<Edit> failed(Place place, BeneathException.Kind kind) {
    return switch (kind) {
      // The next scan finds it again if it is there and readable.
      case NOT_FOUND, NOT_ALLOWED, OUTSIDE, WRONG_KIND, TOO_LONG -> edit -> edit.removeFile(place);
      case TOO_MANY_OPEN, BUSY, CLOSED, UNSUPPORTED, IO -> {
        defer(place, FAULT_FACTOR);
        yield edit -> {};
      }
    };
  }

  private void defer(Place place, int factor) {
    deferred.put(place, System.nanoTime() + settings.retry().multipliedBy(factor).toNanos());
  }
}
