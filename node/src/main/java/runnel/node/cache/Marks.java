package runnel.node.cache;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which leaves of one content are in its file, and which of those were hashed in this run.
 *
 * <p>Its own monitor guards everything here and is held over memory only. Always {@code trusted} is
 * a part of {@code present}.
 */
final class Marks {
  /**
   * What must change in the store for it to say what is present.
   *
   * @param gone runs to delete
   * @param come runs to put
   * @param bytes what all that is present takes on disk
   */
  record Unsaved(List<LeafRange> gone, List<LeafRange> come, long bytes) {
    boolean isEmpty() {
      return gone.isEmpty() && come.isEmpty();
    }
  }

  private final Units units;
  private final LeafRanges saved = new LeafRanges();
  private final LeafRanges present = new LeafRanges();
  private final LeafRanges trusted = new LeafRanges();

  /**
   * Where {@code present} may differ from {@code saved}, with a leaf on either side, for a run may
   * have grown there: so that a commit costs what changed, not what there is.
   */
  private final LeafRanges changed = new LeafRanges();

  /** The same, of what is being saved now. */
  private final LeafRanges saving = new LeafRanges();

  /** When the first of the trusted leaves was hashed; later ones expire with it, early. */
  private long trustedSinceNanos;

  Marks(Units units) {
    this.units = units;
  }

  /** Takes over what an earlier run has stored. */
  synchronized void load(LeafRanges stored) {
    for (LeafRange run : stored) {
      saved.add(run);
      present.add(run);
    }
  }

  /** Says whether the leaves may be shown to a reader; never blocks. */
  synchronized boolean trusts(LeafRange range, long nowNanos) {
    expire(nowNanos);
    return trusted.contains(range);
  }

  /** Returns what is present within the range but has yet to be hashed. */
  synchronized List<LeafRange> untrusted(LeafRange range, long nowNanos) {
    expire(nowNanos);
    List<LeafRange> found = new ArrayList<>();
    trusted.missing(range).forEach(gap -> found.addAll(present.within(gap)));
    return found;
  }

  /** Returns what may not be shown to a reader. */
  synchronized List<LeafRange> missing(LeafRange range) {
    return trusted.missing(range);
  }

  /** Notes that verified bytes are in the file. */
  synchronized void stored(LeafRange range, long nowNanos) {
    present.add(range);
    changed.add(withNeighbours(range));
    trust(range, nowNanos);
  }

  /** Notes that bytes in the file were hashed and are right. */
  synchronized void confirmed(LeafRange range, long nowNanos) {
    if (present.contains(range)) {
      trust(range, nowNanos);
    }
  }

  /** Notes that bytes in the file are not right; false if better ones were stored meanwhile. */
  synchronized boolean refuted(LeafRange range) {
    if (trusted.contains(range)) {
      return false;
    }
    trusted.remove(range);
    present.remove(range);
    changed.add(withNeighbours(range));
    return true;
  }

  /** From now on everything has to be hashed again. */
  synchronized void distrust() {
    trusted.clear();
  }

  /** From now on nothing is present. */
  synchronized void forget() {
    trusted.clear();
    present.forEach(run -> changed.add(withNeighbours(run)));
    present.clear();
  }

  synchronized boolean isEmpty() {
    return present.isEmpty();
  }

  /** How much is present, in bytes on disk. */
  synchronized long bytesOnDisk() {
    return units.bytesOnDisk(present);
  }

  /** Returns which nodes of a layer are present whole. */
  synchronized BitSet whole(int layer) {
    BitSet whole = new BitSet();
    long last = units.shape().leaves();
    for (LeafRange run : present) {
      long first = (run.first() + (1L << layer) - 1) >> layer;
      long end = run.end() == last ? units.shape().nodes(layer) : run.end() >> layer;
      if (first < end) {
        whole.set(Math.toIntExact(first), Math.toIntExact(end));
      }
    }
    return whole;
  }

  /** How much is present, in units, the last one being whole. */
  synchronized long units() {
    return (present.count() + units.unitLeaves() - 1) / units.unitLeaves();
  }

  /** Returns what the store should learn; the same again until it was {@link #saved}, and more. */
  synchronized Unsaved unsaved() {
    changed.forEach(saving::add);
    changed.clear();
    Set<LeafRange> gone = new LinkedHashSet<>();
    Set<LeafRange> come = new LinkedHashSet<>();
    for (LeafRange place : saving) {
      saved.touching(place).forEach(run -> addUnlessIn(present, run, gone));
      present.touching(place).forEach(run -> addUnlessIn(saved, run, come));
    }
    return new Unsaved(List.copyOf(gone), List.copyOf(come), units.bytesOnDisk(present));
  }

  /** Notes that the store has what {@link #unsaved} said; the marks may have moved on since. */
  synchronized void saved(Unsaved changes) {
    changes.gone().forEach(saved::remove);
    changes.come().forEach(saved::add);
    saving.clear();
  }

  private static LeafRange withNeighbours(LeafRange range) {
    return new LeafRange(Math.max(0, range.first() - 1), range.end() + 1);
  }

  private void trust(LeafRange range, long nowNanos) {
    if (trusted.isEmpty()) {
      trustedSinceNanos = nowNanos;
    }
    trusted.add(range);
  }

  private void expire(long nowNanos) {
    if (nowNanos - trustedSinceNanos > CacheLimits.TRUST.toNanos()) {
      trusted.clear();
    }
  }

  private static void addUnlessIn(LeafRanges ranges, LeafRange run, Set<LeafRange> to) {
    if (!ranges.hasRun(run)) {
      to.add(run);
    }
  }
}
