package runnel.node.peer;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.transfer.Holder;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SourceFailure;

/** Another reader asked over HTTPS. Thread-safe. */
public final class HttpHolder implements Holder {
  private final HttpSource source;
  private final Contact contact;

  /**
   * @param name what people call the peer
   * @param address where the peer is now, if anybody knows
   */
  public HttpHolder(
      PeerId peer, String name, Supplier<Optional<Address>> address, PeerClients clients) {
    this.source = new HttpSource(peer, name, address, clients);
    this.contact = new Contact(peer, address, clients);
  }

  @Override
  public PeerId peer() {
    return source.peer();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure {
    source.fetch(content, nodes, sink);
  }

  @Override
  public BitSet nodes(ContentId content) throws SourceFailure {
    HttpGet get = new HttpGet(PeerPaths.CONTENT + "/" + content.text() + "/nodes");
    byte[] map = contact.ask(get, NodeMap.NODES_MAX / 8);
    try {
      return NodeMap.read(content, map);
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent a map that is none", e);
    }
  }
}
