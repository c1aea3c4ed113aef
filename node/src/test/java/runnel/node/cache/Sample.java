package runnel.node.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Proofs;

/** A content of pseudo-random bytes, with its tree: what an honest source would send. */
final class Sample {
  static final int UNIT_BYTES = 4 * Leaves.LEAF_BYTES;

  private final byte[] bytes;
  private final Hashed hashed;

  private Sample(byte[] bytes, Hashed hashed) {
    this.bytes = bytes;
    this.hashed = hashed;
  }

  byte[] bytes() {
    return bytes;
  }

  static Sample of(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    ContentHasher hasher = new ContentHasher(length, 0);
    hasher.update(ByteBuffer.wrap(bytes));
    return new Sample(bytes, hasher.finish());
  }

  ContentId id() {
    return hashed.id();
  }

  /** Returns the bytes below nodes. */
  ByteBuffer data(HashRange range) {
    ByteRange place = place(range);
    return ByteBuffer.wrap(slice(place));
  }

  ByteRange place(HashRange range) {
    Units units = Units.of(id());
    return units.bytes(units.below(range));
  }

  byte[] slice(ByteRange range) {
    return Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.end());
  }

  List<Hash> proof(HashRange range) {
    return Proofs.prove(id(), range, hashed.tree());
  }

  Hash hash(int layer, long index) {
    return hashed.tree().node(layer, index).orElseThrow();
  }

  /** The range of one unit. */
  HashRange unit(long index) {
    return new HashRange(Units.of(id()).layer(), index, 1);
  }

  long units() {
    return Units.of(id()).shape().nodes(Units.of(id()).layer());
  }

  /** Fetches nodes into the cache as the transfer engine would. */
  Outcome feed(CachedContent content, HashRange range) {
    return content.accept(range, content.learn(range, proof(range)), data(range));
  }

  void feedAll(CachedContent content) {
    for (long i = 0; i < units(); i++) {
      feed(content, unit(i));
    }
  }

  ByteRange all() {
    return new ByteRange(0, bytes.length);
  }
}
