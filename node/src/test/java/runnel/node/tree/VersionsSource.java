package runnel.node.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.PeerId;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** A peer in memory that shares one version of a file at a time, and can be told to fail. */
final class VersionsSource implements Source {
  private static final int LAYER = 2;

  /** How it behaves. */
  enum Mode {
    SOUND,
    BROKEN,
    BREAKS_IN_THE_MIDDLE,
    SILENT,
    LIES
  }

  private final String name;
  private final Map<ContentId, Hashed> hashed = new ConcurrentHashMap<>();
  private volatile Mode mode = Mode.SOUND;
  private volatile byte[] shared = {};
  private volatile ContentId content = ContentId.EMPTY;

  VersionsSource(String name) {
    this.name = name;
  }

  /** Computes what names the bytes. */
  static ContentId id(byte[] bytes) {
    return hash(bytes).id();
  }

  private static Hashed hash(byte[] bytes) {
    ContentHasher hasher = new ContentHasher(bytes.length, LAYER);
    hasher.update(ByteBuffer.wrap(bytes));
    return hasher.finish();
  }

  /** From now on it has these bytes, and what it had no more. */
  void share(byte[] bytes) {
    Hashed all = hash(bytes);
    hashed.put(all.id(), all);
    shared = bytes;
    content = all.id();
  }

  void behave(Mode next) {
    mode = next;
  }

  boolean isSoundFor(ContentId wanted) {
    return mode == Mode.SOUND && has(wanted);
  }

  boolean has(ContentId wanted) {
    return content.equals(wanted);
  }

  @Override
  public PeerId peer() {
    return new PeerId(Hash.digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void fetch(ContentId wanted, NodeRun nodes, Sink sink) throws SourceFailure {
    if (mode == Mode.BROKEN) {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
    }
    if (mode == Mode.SILENT) {
      throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing");
    }
    byte[] bytes = shared;
    if (!has(wanted)) {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "gone");
    }
    HashRange range = nodes.hashes(wanted);
    List<Hash> proven = sink.proven(range, Proofs.prove(wanted, range, hashed.get(wanted).tree()));
    for (long node = nodes.first(); node < nodes.end(); node++) {
      NodeRun one = new NodeRun(node, node + 1);
      byte[] part = Arrays.copyOfRange(bytes, (int) one.firstByte(), (int) one.endByte(wanted));
      Hash expected = proven.get((int) (node - range.index()));
      if (!sink.take(node, expected, sent(node, part))) {
        return;
      }
    }
  }

  private byte[] sent(long node, byte[] right) throws SourceFailure {
    if (mode == Mode.BREAKS_IN_THE_MIDDLE && node % 2 == 1) {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
    }
    if (mode == Mode.LIES) {
      right[right.length / 2] ^= 4;
    }
    return right;
  }
}
