package runnel.node.cache;

import java.util.ArrayList;
import java.util.List;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Shape;

/**
 * The cache's cut of one content: units of 64 KiB, or of the whole content where that is shorter.
 *
 * <p>A unit is the smallest part that is kept, because its hash is: a quarter of the hashes that
 * leaves would need, and still small beside what one read of the kernel asks for. Pure.
 */
record Units(ContentId id, Shape shape) {
  /** The layer of nodes over four leaves. */
  static final int LAYER = 2;

  /** Blocks of this size are what files are made of on the usual file systems. */
  private static final long BLOCK_BYTES = 4096;

  static Units of(ContentId id) {
    return new Units(id, Shape.of(id.length()));
  }

  /** The layer whose nodes are the units. */
  int layer() {
    return Math.min(LAYER, shape.rootLayer());
  }

  /** The leaves of a unit that is not cut by the end. */
  long unitLeaves() {
    return 1L << layer();
  }

  /** Returns the index of the unit that this leaf is the first of. */
  long index(long firstLeaf) {
    return firstLeaf >> layer();
  }

  /** Returns the leaves of all units that the bytes touch; they must be within the content. */
  LeafRange covering(ByteRange range) {
    if (range.end() > id.length()) {
      throw new IllegalArgumentException(range + " is not within the content " + id);
    }
    long first = range.offset() / Leaves.LEAF_BYTES;
    long last = (range.end() - 1) / Leaves.LEAF_BYTES;
    return aligned(new LeafRange(first, last + 1));
  }

  /** Returns the leaves of all units that these leaves touch. */
  LeafRange aligned(LeafRange leaves) {
    long mask = unitLeaves() - 1;
    long end = (leaves.end() + mask) & ~mask;
    return new LeafRange(leaves.first() & ~mask, Math.min(end, shape.leaves()));
  }

  /** Returns the leaves below these nodes, which must begin within the content. */
  LeafRange below(HashRange nodes) {
    long first = nodes.index() << nodes.layer();
    long end = (nodes.index() + nodes.count()) << nodes.layer();
    return new LeafRange(first, Math.min(end, shape.leaves()));
  }

  /** Returns the bytes of these leaves. */
  ByteRange bytes(LeafRange leaves) {
    long offset = leaves.first() * Leaves.LEAF_BYTES;
    long end = leaves.end() == shape.leaves() ? id.length() : leaves.end() * Leaves.LEAF_BYTES;
    return new ByteRange(offset, end - offset);
  }

  /** Cuts leaves into pieces of at most this many units, at multiples of as many. */
  List<LeafRange> pieces(LeafRange leaves, int maxUnits) {
    long step = maxUnits * unitLeaves();
    List<LeafRange> pieces = new ArrayList<>();
    long from = leaves.first();
    while (from < leaves.end()) {
      long to = Math.min((from / step + 1) * step, leaves.end());
      pieces.add(new LeafRange(from, to));
      from = to;
    }
    return pieces;
  }

  /** Returns how much these leaves take on disk, in blocks. */
  long bytesOnDisk(LeafRanges leaves) {
    long bytes = leaves.count() * Leaves.LEAF_BYTES;
    long last = shape.leaves() - 1;
    if (last >= 0 && leaves.contains(new LeafRange(last, last + 1))) {
      long inLast = id.length() - last * Leaves.LEAF_BYTES;
      bytes -= Leaves.LEAF_BYTES - (inLast + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }
    return bytes;
  }
}
