package runnel.node.transfer;

import java.util.List;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.cache.Outcome;

/** Keeps the nodes of one content as they arrive, and is the judge of them. Thread-safe. */
public interface Keeper extends AutoCloseable {
  /** Says whether the node is there and need not be fetched; at once. */
  boolean has(long node);

  /** Says whether the node is there; reads and hashes it where that was not done lately. */
  default boolean check(long node) {
    return has(node);
  }

  /**
   * Checks hashes that came over the network against the content id.
   *
   * @param proof may come from anyone
   * @return the range's hashes, padding included
   * @throws runnel.indexd.content.ProofException if they do not lead to the content's root
   */
  List<Hash> learn(HashRange range, List<Hash> proof);

  /**
   * Compares a node's bytes with its hash, and keeps them if they fit.
   *
   * @param node the index of the node at layer 2
   * @param expected from {@link #learn}
   * @param bytes the array is used again for the next node
   */
  Outcome keep(long node, Hash expected, byte[] bytes);

  /** Nothing more is fetched; what is under way may still come, and is not kept. */
  @Override
  void close();
}
