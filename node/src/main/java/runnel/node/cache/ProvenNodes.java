package runnel.node.cache;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.HashSource;

/**
 * What proofs of one content proved, for who keeps its bytes elsewhere than in the cache and passes
 * them on with a proof. In memory: 64 bytes for each node of layer 2. Thread-safe.
 */
public final class ProvenNodes implements HashSource {
  /** 4 GiB in layer 2: then it takes 4 MiB. Of longer contents nothing is remembered. */
  private static final int NODES_MAX = 65_536;

  private final Units units;
  private final boolean remembers;

  /** By layer. Guarded by this; grows as something is learnt. */
  private final Map<Integer, Layer> layers = new TreeMap<>();

  public ProvenNodes(ContentId content) {
    this.units = Units.of(content);
    this.remembers = units.shape().nodes(units.layer()) <= NODES_MAX;
  }

  /**
   * Checks hashes that came over the network against the content id, and remembers what they prove.
   *
   * @param proof as {@link runnel.indexd.content.Proofs#prove} returns it; may come from anyone
   * @return the range's hashes, padding included
   * @throws runnel.indexd.content.ProofException if they do not lead to the content's root
   */
  public List<Hash> learn(HashRange range, List<Hash> proof) {
    Map<NodeAt, Hash> proven = VerifiedNodes.ofProof(units, range, proof);
    if (remembers) {
      synchronized (this) {
        proven.forEach((at, hash) -> layer(at.layer()).put((int) at.index(), hash));
      }
    }
    return List.copyOf(proof.subList(0, range.count()));
  }

  /** Returns a node's hash if it is known; the root's always is. */
  @Override
  public synchronized Optional<Hash> node(int layer, long index) {
    if (layer == units.shape().rootLayer()) {
      return units.id().root();
    }
    return Optional.ofNullable(layers.get(layer)).flatMap(known -> known.get((int) index));
  }

  /** Returns of which nodes of a layer the hash is known, a bit for each. */
  public synchronized BitSet known(int layer) {
    BitSet known = new BitSet();
    if (layer == units.shape().rootLayer()) {
      known.set(0);
    } else if (layers.containsKey(layer)) {
      known.or(layers.get(layer).known);
    }
    return known;
  }

  private Layer layer(int layer) {
    return layers.computeIfAbsent(layer, at -> new Layer((int) units.shape().nodes(at)));
  }

  /** The hashes of one layer. */
  private static final class Layer {
    private final byte[] hashes;
    private final BitSet known = new BitSet();

    Layer(int nodes) {
      hashes = new byte[nodes * Hash.BYTES];
    }

    void put(int index, Hash hash) {
      System.arraycopy(hash.bytes(), 0, hashes, index * Hash.BYTES, Hash.BYTES);
      known.set(index);
    }

    Optional<Hash> get(int index) {
      int at = index * Hash.BYTES;
      return known.get(index)
          ? Optional.of(Hash.of(Arrays.copyOfRange(hashes, at, at + Hash.BYTES)))
          : Optional.empty();
    }
  }
}
