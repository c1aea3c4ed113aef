package runnel.indexd.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.catalog.ChangedPath;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * What of one owner's catalog is still to be looked at. What is taken from it is looked up in the
 * catalog as it is afterwards, so whatever was added before is done with then.
 *
 * <p>One thing at a time: while a walk is under way, paths wait, or the walk might add a second
 * time what was put at one of them. Not thread-safe.
 */
final class Dirt {
  private final PeerId owner;
  private final int most;
  private final Set<EntryPath> paths = new LinkedHashSet<>();
  private final Set<EntryPath> subtrees = new LinkedHashSet<>();
  private Optional<Work> underWay = Optional.empty();
  private boolean givenUp;

  /** Whether some of the catalog was left out for lack of room. */
  private boolean cut;

  /** What the documents were of when this began. */
  private final Optional<Hash> base;

  /** What the catalog is once nothing is left to do; empty if there is none any more. */
  private Optional<Hash> edition;

  /**
   * @param most paths to remember; beyond, all is dirty
   */
  Dirt(PeerId owner, Optional<Hash> edition, int most) {
    this.owner = owner;
    this.base = edition;
    this.edition = edition;
    this.most = most;
  }

  /** Takes a change; one that does not follow on what is known makes all dirty. */
  void add(Change change) {
    if (edition.equals(Optional.of(change.after()))) {
      return; // That was known already.
    }
    boolean follows = !givenUp && change.before().equals(edition);
    edition = Optional.of(change.after());
    if (follows && change.paths().isPresent()) {
      change.paths().get().forEach(this::add);
    } else {
      addAll();
    }
  }

  /** Makes all dirty, the catalog being of this edition or later. */
  void addAll(Optional<Hash> now) {
    edition = now;
    addAll();
  }

  Optional<Hash> base() {
    return base;
  }

  Optional<Hash> edition() {
    return edition;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  boolean isCut() {
    return cut;
  }

  /** Says that all that was taken is done; of a whole catalog, that there was room for all. */
  void doneWithRoom() {
    cut &= !(underWay.orElse(null) instanceof Work.Subtree walk && walk.at().isTop());
    done();
  }

  /**
   * Says that there was no room for what was taken. What is there already does not count if all is
   * looked at, which is done once: in a catalog that is cut, more is left out.
   */
  void doneWithoutRoom() {
    boolean again =
        !cut && underWay.orElse(null) instanceof Work.Subtree walk && !walk.at().isTop();
    cut = true;
    done();
    if (again) {
      addAll();
    }
  }

  boolean isClean() {
    return !givenUp && underWay.isEmpty() && paths.isEmpty() && subtrees.isEmpty();
  }

  /** Says whether what is to be done next is short. */
  boolean isShort() {
    return !(underWay.orElse(null) instanceof Work.Subtree) && !paths.isEmpty();
  }

  /** Returns what to do next; then an end of it or {@link #goOn} is due. */
  Work take(int atMost, Documents.Walk walk) {
    if (underWay.isEmpty()) {
      underWay = Optional.of(paths.isEmpty() ? subtree(walk) : some(atMost));
    }
    return underWay.get();
  }

  private void done() {
    underWay = Optional.empty();
  }

  /** Says that of what was taken this is left. */
  void goOn(Work.Subtree rest) {
    underWay = Optional.of(rest);
  }

  /** Tries again what was given up. */
  void retry() {
    if (givenUp) {
      addAll();
    }
  }

  /** Says that what was taken can't be done now; the next change, or try, makes all dirty. */
  void giveUp() {
    underWay = Optional.empty();
    givenUp = true;
  }

  private void add(ChangedPath changed) {
    if (subtrees.contains(EntryPath.TOP)) {
      return;
    }
    boolean _ = (changed.below() ? subtrees : paths).add(changed.path());
    if (paths.size() + subtrees.size() > most) {
      addAll();
    }
  }

  private void addAll() {
    givenUp = false;
    paths.clear();
    subtrees.clear();
    boolean _ = subtrees.add(EntryPath.TOP);
  }

  private Work subtree(Documents.Walk walk) {
    EntryPath at = first(subtrees, 1).getFirst();
    return new Work.Subtree(owner, at, walk, Optional.empty(), Optional.empty());
  }

  private Work some(int atMost) {
    return new Work.Paths(owner, first(paths, atMost));
  }

  private static List<EntryPath> first(Set<EntryPath> from, int atMost) {
    List<EntryPath> first = new ArrayList<>();
    Iterator<EntryPath> rest = from.iterator();
    while (rest.hasNext() && first.size() < atMost) {
      first.add(rest.next());
      rest.remove();
    }
    return first;
  }
}
