package runnel.indexd.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.Survey.Outcome;

/**
 * What of all catalogs is still to be looked at, by turns: an owner with little to do and one with
 * much, alternately. Changes may come before it is known what documents there are. Not thread-safe.
 */
final class Backlog {
  private final int pathsPerOwner;
  private final Map<PeerId, Dirt> owners = new HashMap<>();
  private final Set<PeerId> unclean = new HashSet<>();

  /** Owners with something to do, each once, unless it is being done. */
  private final Deque<PeerId> little = new ArrayDeque<>();

  private final Deque<PeerId> much = new ArrayDeque<>();
  private final Set<PeerId> waiting = new HashSet<>();
  private Optional<PeerId> taken = Optional.empty();

  /** Owners whose documents became whole, or that are gone, since that was last noted. */
  private final Set<PeerId> toNote = new HashSet<>();

  /** Owners whose catalogs could not be looked at. */
  private final Set<PeerId> givenUp = new HashSet<>();

  private boolean turnOfMuch;
  private long walks;

  /**
   * @param pathsPerOwner paths to remember of each
   * @param walks a number below which walks of earlier runs stayed
   */
  Backlog(int pathsPerOwner, long walks) {
    this.pathsPerOwner = pathsPerOwner;
    this.walks = walks;
  }

  /** Takes a change of a catalog, which can be read by now. */
  void add(Change change) {
    Dirt dirt =
        owners.computeIfAbsent(
            change.owner(), owner -> new Dirt(owner, change.before(), pathsPerOwner));
    dirt.add(change);
    boolean _ = toNote.add(change.owner()); // Also if nothing but the head is another.
    queue(change.owner());
  }

  /**
   * Begins: whatever differs is dirty.
   *
   * @param documents the owners that there are documents of, with the edition that is there whole
   * @param catalogs the editions as they are, or as they were a moment ago
   */
  void begin(Map<PeerId, Optional<Hash>> documents, Map<PeerId, Hash> catalogs) {
    documents.forEach(
        (owner, whole) -> begin(owner, whole, Optional.ofNullable(catalogs.get(owner))));
    catalogs.forEach((owner, edition) -> {
      if (!documents.containsKey(owner)) {
        begin(owner, Optional.empty(), Optional.of(edition));
      }
    });
  }

  /** Forgets all: the documents are not to be relied on any more, and {@link #begin} is due. */
  void forget() {
    owners.clear();
    unclean.clear();
    little.clear();
    much.clear();
    waiting.clear();
    toNote.clear();
    givenUp.clear();
    taken = Optional.empty();
  }

  /** Tries again what was given up; says whether there was something. */
  boolean retry() {
    List<PeerId> again = List.copyOf(givenUp);
    givenUp.clear();
    for (PeerId owner : again) {
      owners.get(owner).retry();
      queue(owner);
    }
    return !again.isEmpty();
  }

  /** Returns what is to be done next, if anything; then {@link #end} is due. */
  Optional<Work> next(int pathsAtMost) {
    turnOfMuch = !turnOfMuch;
    Deque<PeerId> first = turnOfMuch ? much : little;
    Deque<PeerId> second = turnOfMuch ? little : much;
    PeerId owner = first.isEmpty() ? second.poll() : first.poll();
    if (owner == null) {
      return Optional.empty();
    }
    boolean _ = waiting.remove(owner);
    taken = Optional.of(owner);
    Documents.Walk walk = new Documents.Walk(++walks);
    return Optional.of(owners.get(owner).take(pathsAtMost, walk));
  }

  /** Says what came of the work. */
  void end(Work work, Outcome outcome) {
    Dirt dirt = owners.get(work.owner());
    switch (outcome) {
      case Outcome.Done() -> dirt.doneWithRoom();
      case Outcome.Rest(Work.Subtree rest) -> dirt.goOn(rest);
      case Outcome.NoRoom() -> dirt.doneWithoutRoom();
      case Outcome.Failed() -> {
        dirt.giveUp();
        boolean _ = givenUp.add(work.owner());
      }
    }
    taken = Optional.empty();
    queue(work.owner());
  }

  boolean isIdle() {
    return little.isEmpty() && much.isEmpty();
  }

  /** Returns what is to be noted with the documents, once: editions that are there as a whole. */
  Map<PeerId, Optional<Hash>> takeNotes() {
    Map<PeerId, Optional<Hash>> notes = new HashMap<>();
    for (PeerId owner : toNote) {
      Dirt dirt = owners.get(owner);
      if (dirt == null) {
        notes.put(owner, Optional.empty());
      } else if (dirt.isClean() && !dirt.isCut()) {
        notes.put(owner, dirt.edition());
      }
    }
    toNote.clear();
    return notes;
  }

  boolean hasNotes() {
    return !toNote.isEmpty();
  }

  /** Returns how many catalogs the documents have as they are now. */
  long wholes() {
    return (long) owners.size() - unclean.size();
  }

  /** Returns how many catalogs there are. */
  long catalogs() {
    return owners.size();
  }

  private void begin(PeerId owner, Optional<Hash> whole, Optional<Hash> catalog) {
    Dirt early = owners.get(owner);
    if (early == null) {
      Dirt dirt = new Dirt(owner, whole, pathsPerOwner);
      owners.put(owner, dirt);
      if (catalog.isEmpty() || !whole.equals(catalog)) {
        dirt.addAll(catalog);
      }
    } else if (!early.base().equals(whole)) {
      early.addAll(early.edition());
    }
    queue(owner);
  }

  private void queue(PeerId owner) {
    Dirt dirt = owners.get(owner);
    if (dirt.isClean()) {
      settle(owner, dirt);
      return;
    }
    boolean _ = unclean.add(owner);
    if (!dirt.isGivenUp() && !taken.equals(Optional.of(owner)) && waiting.add(owner)) {
      (dirt.isShort() ? little : much).add(owner);
    }
  }

  private void settle(PeerId owner, Dirt dirt) {
    if (dirt.isCut()) {
      boolean _ = unclean.add(owner);
    } else if (unclean.remove(owner)) {
      boolean _ = toNote.add(owner);
    }
    if (dirt.edition().isEmpty()) {
      var _ = owners.remove(owner);
    }
  }
}
