package runnel.node.share;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.indexd.content.LayerTree;
import runnel.indexd.content.Shape;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/**
 * The hash trees of the content that is shared, so that proofs need no reading of files.
 *
 * <p>It keeps the layers from {@link #LAYER} (64 KiB nodes) to the one below the root, in segments,
 * for content that is longer than one such node; shorter content is its own proof. Content of over
 * 256 GiB is kept from a higher layer ({@link LayerTree#lowestLayer}). Thread-safe.
 */
public final class TreeStore {
  /** The lowest layer kept: nodes of 64 KiB, which costs a thousandth of the content. */
  public static final int LAYER = 2;

  /** Hashes for each record: 32 KiB, some eight pages of LMDB. */
  static final int SEGMENT = 1024;

  private final Store store;

  TreeStore(Store store) {
    this.store = store;
  }

  /**
   * Returns the hashes of some content. A node that is not kept (below {@link #LAYER}, or of
   * content that is not shared any more) is empty; the root is always known. Keeps the segment last
   * read, so for one thread; it reads the store when it is asked and needs no closing.
   */
  public HashSource of(ContentId id) {
    return new Nodes(id);
  }

  static void put(WriteView view, ContentId id, LayerTree tree) {
    Shape shape = Shape.of(id.length());
    for (int layer = tree.layer(); layer < shape.rootLayer(); layer++) {
      long nodes = shape.nodes(layer);
      for (long from = 0; from < nodes; from += SEGMENT) {
        int count = (int) Math.min(SEGMENT, nodes - from);
        ByteArrayOutputStream hashes = new ByteArrayOutputStream(count * Hash.BYTES);
        for (long index = from; index < from + count; index++) {
          hashes.writeBytes(tree.node(layer, index).orElseThrow().bytes());
        }
        view.put(Keys.TREES, Keys.tree(id, layer, (int) (from / SEGMENT)), hashes.toByteArray());
      }
    }
  }

  private final class Nodes implements HashSource {
    private final ContentId id;
    private final Shape shape;
    private byte[] key = new byte[0];
    private byte[] segment = new byte[0];

    Nodes(ContentId id) {
      this.id = id;
      this.shape = Shape.of(id.length());
    }

    @Override
    public Optional<Hash> node(int layer, long index) {
      if (layer < 0 || layer > shape.rootLayer() || index < 0 || index >= shape.nodes(layer)) {
        return Optional.empty();
      }
      if (layer == shape.rootLayer()) {
        return id.root();
      }
      load(Keys.tree(id, layer, (int) (index / SEGMENT)));
      int at = (int) (index % SEGMENT) * Hash.BYTES;
      return at < segment.length
          ? Optional.of(Hash.of(Arrays.copyOfRange(segment, at, at + Hash.BYTES)))
          : Optional.empty();
    }

    private void load(byte[] wanted) {
      if (!Arrays.equals(key, wanted)) {
        segment = store.read(view -> view.get(Keys.TREES, wanted)).orElseGet(() -> new byte[0]);
        key = wanted;
      }
    }
  }
}
