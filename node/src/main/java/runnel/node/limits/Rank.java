package runnel.node.limits;

/** Whose bytes go first where a rate is shared. */
public enum Rank {
  /** A program waits for them. */
  FIRST(8),
  /** Nobody looks on; they get a ninth while somebody of the first waits, so they never stop. */
  LAST(1);

  /** Bytes for each byte of one with weight 1. */
  private final int weight;

  Rank(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
