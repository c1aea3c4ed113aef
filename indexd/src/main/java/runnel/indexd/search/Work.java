package runnel.indexd.search;

import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.identity.PeerId;

/** What is to be done next for one owner. */
sealed interface Work {
  PeerId owner();

  /** Some paths are to be looked up. */
  record Paths(PeerId owner, List<EntryPath> paths) implements Work {}

  /**
   * All at and below a path is to be looked at.
   *
   * @param walk marks what it adds
   * @param after what was visited last; empty to begin
   * @param room how many entries it may still add; empty to begin
   */
  record Subtree(
      PeerId owner,
      EntryPath at,
      Documents.Walk walk,
      Optional<EntryPath> after,
      Optional<Long> room)
      implements Work {
    /** Returns what is left after this path. */
    Subtree after(EntryPath last, long left) {
      return new Subtree(owner, at, walk, Optional.of(last), Optional.of(left));
    }
  }
}
