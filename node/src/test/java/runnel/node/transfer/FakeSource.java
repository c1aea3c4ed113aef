package runnel.node.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.PeerId;
import runnel.node.SeededBytes;

/** A source in memory that can be told to fail. */
final class FakeSource implements Source {
  /** What happens before a node is handed out; may throw, or change the bytes. */
  @FunctionalInterface
  interface Fault {
    byte[] before(long node, byte[] bytes) throws SourceFailure;
  }

  private final String name;
  private final byte[] bytes;
  private final Hashed hashed;
  private final List<NodeRun> asked = new CopyOnWriteArrayList<>();
  private volatile Fault fault = (node, right) -> right;

  FakeSource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    this.hashed = SeededBytes.hashed(bytes);
  }

  ContentId content() {
    return hashed.id();
  }

  byte[] bytes() {
    return bytes;
  }

  List<NodeRun> asked() {
    return asked;
  }

  FakeSource failing(Fault next) {
    fault = next;
    return this;
  }

  @Override
  public PeerId peer() {
    return new PeerId(Hash.digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure {
    asked.add(nodes);
    HashRange range = nodes.hashes(content);
    List<Hash> proven = sink.proven(range, Proofs.prove(content, range, hashed.tree()));
    for (long node = nodes.first(); node < nodes.end(); node++) {
      NodeRun one = new NodeRun(node, node + 1);
      byte[] right = Arrays.copyOfRange(bytes, (int) one.firstByte(), (int) one.endByte(content));
      Hash expected = proven.get((int) (node - range.index()));
      if (!sink.take(node, expected, fault.before(node, right))) {
        return;
      }
    }
  }
}
