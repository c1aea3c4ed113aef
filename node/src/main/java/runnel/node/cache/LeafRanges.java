package runnel.node.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of leaves as sorted runs, none of which touch: its size is that of the gaps, not of the
 * content. Pure; whoever shares one between threads guards it.
 */
final class LeafRanges implements Iterable<LeafRange> {
  /** First leaf → end leaf; no two runs overlap or touch. */
  private final NavigableMap<Long, Long> runs = new TreeMap<>();

  private long leaves;

  /** Returns a set of its own with the same leaves. */
  LeafRanges copy() {
    LeafRanges copy = new LeafRanges();
    copy.runs.putAll(runs);
    copy.leaves = leaves;
    return copy;
  }

  /** How many leaves are in the set. */
  long count() {
    return leaves;
  }

  boolean isEmpty() {
    return leaves == 0;
  }

  /** Says whether this exact run, not a part of a longer one, is one of the set's. */
  boolean hasRun(LeafRange run) {
    Long end = runs.get(run.first());
    return end != null && end == run.end();
  }

  /** Says whether every leaf of the range is in the set. */
  boolean contains(LeafRange range) {
    Map.Entry<Long, Long> run = runs.floorEntry(range.first());
    return run != null && run.getValue() >= range.end();
  }

  /** Says whether any leaf of the range is in the set. */
  boolean intersects(LeafRange range) {
    Map.Entry<Long, Long> run = runs.lowerEntry(range.end());
    return run != null && run.getValue() > range.first();
  }

  /** Returns the first leaf of the range that is not in the set, or the range's end. */
  long firstMissing(LeafRange range) {
    Map.Entry<Long, Long> run = runs.floorEntry(range.first());
    return run == null || run.getValue() <= range.first()
        ? range.first()
        : Math.min(run.getValue(), range.end());
  }

  /** Returns the gaps of the set within the range, in order. */
  List<LeafRange> missing(LeafRange range) {
    List<LeafRange> gaps = new ArrayList<>();
    long from = firstMissing(range);
    while (from < range.end()) {
      Long next = runs.higherKey(from);
      long end = next == null ? range.end() : Math.min(next, range.end());
      gaps.add(new LeafRange(from, end));
      from = end == range.end() ? end : Math.min(runs.get(end), range.end());
    }
    return gaps;
  }

  /** Returns the runs of the set within the range, cut to it, in order. */
  List<LeafRange> within(LeafRange range) {
    List<LeafRange> found = new ArrayList<>();
    long from = range.first();
    for (LeafRange gap : missing(range)) {
      if (from < gap.first()) {
        found.add(new LeafRange(from, gap.first()));
      }
      from = gap.end();
    }
    if (from < range.end()) {
      found.add(new LeafRange(from, range.end()));
    }
    return found;
  }

  /** Returns the runs, whole, that have leaves of the range, in order. */
  List<LeafRange> touching(LeafRange range) {
    List<LeafRange> found = new ArrayList<>();
    Long first = runs.floorKey(range.first());
    NavigableMap<Long, Long> from = runs.tailMap(first == null ? range.first() : first, true);
    for (Map.Entry<Long, Long> run : from.entrySet()) {
      if (run.getKey() >= range.end()) {
        break;
      }
      if (run.getValue() > range.first()) {
        found.add(new LeafRange(run.getKey(), run.getValue()));
      }
    }
    return found;
  }

  /** Adds the leaves of the range. */
  void add(LeafRange range) {
    long first = range.first();
    long end = range.end();
    Map.Entry<Long, Long> run = runs.floorEntry(end);
    while (run != null && run.getValue() >= first) {
      first = Math.min(first, run.getKey());
      end = Math.max(end, run.getValue());
      drop(run);
      run = runs.floorEntry(end);
    }
    put(first, end);
  }

  /** Removes the leaves of the range. */
  void remove(LeafRange range) {
    Map.Entry<Long, Long> run = runs.lowerEntry(range.end());
    while (run != null && run.getValue() > range.first()) {
      drop(run);
      put(run.getKey(), Math.min(run.getValue(), range.first()));
      put(Math.max(run.getKey(), range.end()), run.getValue());
      run = runs.lowerEntry(range.end());
    }
  }

  void clear() {
    runs.clear();
    leaves = 0;
  }

  /** Goes through the runs in order. The set must not change meanwhile. */
  @Override
  public Iterator<LeafRange> iterator() {
    return runs.entrySet().stream()
        .map(run -> new LeafRange(run.getKey(), run.getValue()))
        .iterator();
  }

  private void put(long first, long end) {
    if (first < end) {
      runs.put(first, end);
      leaves += end - first;
    }
  }

  private void drop(Map.Entry<Long, Long> run) {
    runs.remove(run.getKey());
    leaves -= run.getValue() - run.getKey();
  }

  @Override
  public String toString() {
    return runs.toString();
  }
}
