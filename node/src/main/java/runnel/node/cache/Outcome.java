package runnel.node.cache;

/** What became of bytes that were handed to the cache. */
public enum Outcome {
  /** They are right and on disk, to be read from there. */
  KEPT,
  /** They are right, but could not be written, the disk being full for example. */
  NOT_KEPT,
  /** They are not what the hashes stand for: whoever sent them is wrong or lies. */
  WRONG
}
