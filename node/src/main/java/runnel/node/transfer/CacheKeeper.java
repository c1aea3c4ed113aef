package runnel.node.transfer;

import java.nio.ByteBuffer;
import java.util.List;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.cache.ByteRange;
import runnel.node.cache.CachedContent;
import runnel.node.cache.Outcome;

/** Keeps what is fetched in the cache. */
record CacheKeeper(CachedContent cached) implements Keeper {
  @Override
  public boolean has(long node) {
    return cached.trusts(bytesOf(node));
  }

  @Override
  public boolean check(long node) {
    return cached.missing(bytesOf(node)).isEmpty();
  }

  @Override
  public List<Hash> learn(HashRange range, List<Hash> proof) {
    return cached.learn(range, proof);
  }

  @Override
  public Outcome keep(long node, Hash expected, byte[] bytes) {
    HashRange place = new NodeRun(node, node + 1).hashes(cached.id());
    return cached.accept(place, List.of(expected), ByteBuffer.wrap(bytes));
  }

  @Override
  public void close() {
    cached.close();
  }

  private ByteRange bytesOf(long node) {
    NodeRun one = new NodeRun(node, node + 1);
    ContentId content = cached.id();
    return new ByteRange(one.firstByte(), one.endByte(content) - one.firstByte());
  }
}
