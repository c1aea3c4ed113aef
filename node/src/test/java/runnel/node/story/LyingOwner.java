package runnel.node.story;

import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashSource;
import runnel.indexd.content.Hashed;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;
import runnel.node.peer.ContentService;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.Serving;

/**
 * A peer with the right key and the right proofs whose bytes are wrong: one bit in each, at the
 * same place of every content.
 */
final class LyingOwner implements AutoCloseable {
  /** The layer of the hashes that a reader asks for: of 64 KiB. */
  private static final int LAYER = 2;

  private final Map<ContentId, Lie> lies = new ConcurrentHashMap<>();
  private final WebServer server;

  private record Lie(ByteBuffer bytes, Hashed hashed) {}

  /**
   * Serves in the place of a node that has ended.
   *
   * @param identity the node's
   */
  LyingOwner(Identity identity, Address at) {
    Serving serving = new Serving(new Throttle(System::nanoTime), new Slots(256));
    ContentService service = new ContentService(this::open, serving);
    server =
        PeerListener.server(identity, ListenerLimits.DEFAULT)
            .bindAddress(new InetSocketAddress(at.host(), at.port()))
            .routing(routing -> routing.register(service))
            .build()
            .start();
  }

  /** Claims to have that content, but for the bit at that place. */
  void lieOf(byte[] right, int place) {
    ContentHasher hasher = new ContentHasher(right.length, LAYER);
    hasher.update(ByteBuffer.wrap(right));
    Hashed hashed = hasher.finish();
    byte[] wrong = right.clone();
    wrong[place] ^= 16;
    lies.put(hashed.id(), new Lie(ByteBuffer.wrap(wrong), hashed));
  }

  @Override
  public void close() {
    server.stop();
  }

  private Optional<ContentShelf.Book> open(ContentId content) {
    return Optional.ofNullable(lies.get(content)).map(Book::new);
  }

  private record Book(Lie lie) implements ContentShelf.Book {
    @Override
    public HashSource hashes() {
      return lie.hashed().tree();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      into.put(lie.bytes().slice((int) offset, into.remaining()));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
