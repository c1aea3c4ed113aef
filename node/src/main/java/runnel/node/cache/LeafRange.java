package runnel.node.cache;

/**
 * A run of 16 KiB leaves of one content.
 *
 * @param first the first leaf, 0 or more
 * @param end the leaf after the last, more than {@code first}
 */
record LeafRange(long first, long end) {
  LeafRange {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("a run of leaves has at least one: " + first + ".." + end);
    }
  }

  /** How many leaves. */
  long count() {
    return end - first;
  }
}
