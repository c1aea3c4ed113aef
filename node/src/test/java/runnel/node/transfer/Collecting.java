package runnel.node.transfer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Proofs;
import runnel.node.cache.Outcome;

/** Keeps what a download fetches, in memory. */
final class Collecting implements Keeper {
  private final ContentId content;
  private final Map<Long, byte[]> nodes = new ConcurrentHashMap<>();

  Collecting(ContentId content) {
    this.content = content;
  }

  Map<Long, byte[]> nodes() {
    return nodes;
  }

  @Override
  public boolean has(long node) {
    return nodes.containsKey(node);
  }

  @Override
  public List<Hash> learn(HashRange range, List<Hash> proof) {
    return Proofs.verify(content, range, proof);
  }

  @Override
  public Outcome keep(long node, Hash expected, byte[] bytes) {
    nodes.put(node, bytes.clone());
    return Outcome.KEPT;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
