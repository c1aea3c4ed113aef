package runnel.node.index;

/**
 * How an index is met. Both block for seconds at most and throw {@link
 * runnel.indexd.api.IndexException} if it is not there or another key is.
 */
public interface Meeting {
  /** Connects and asks what it is. */
  Met meet(Hint hint);

  /** Asks again one that was met. */
  Met.Facts facts(Met met);
}
