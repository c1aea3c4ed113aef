package runnel.indexd.tls;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.quota.Places;

/**
 * Closes connections of a peer, or from an address, that has too many. Keys are free, so the peer
 * alone would bound nothing; one address may be that of many peers, so it may have more.
 */
final class BoundedConnections implements ServerConnectionSelector {
  private static final System.Logger LOG = System.getLogger(BoundedConnections.class.getName());

  private final ServerConnectionSelector http;
  private final Places<PeerId> ofPeer;
  private final Places<Object> ofAddress;

  private final ConnectionCount count;

  BoundedConnections(ServerConnectionSelector http, ListenerLimits limits, ConnectionCount count) {
    this.http = http;
    this.count = count;
    this.ofPeer = new Places<>(limits.connectionsPerPeer());
    this.ofAddress = new Places<>(limits.connectionsPerAddress());
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Counted(http.connection(context), context);
  }

  /** Waits for the first bytes of a request: before them the peer has not proved its key. */
  private static PeerId peer(ConnectionContext context) {
    try {
      context.dataReader().ensureAvailable();
      return ProvedKey.ofHandshake(
              context.remotePeer().tlsCertificates().orElseGet(() -> new Certificate[0]))
          .id();
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("a connection without a request", e);
    } catch (CertificateException e) {
      throw new CloseConnectionException("a connection of no peer", e);
    }
  }

  private static Object host(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getAddress() : address;
  }

  /** Has its places while it is handled. */
  private final class Counted implements ServerConnection {
    private final ServerConnection connection;
    private final ConnectionContext context;

    /** Who waits for the first bytes, to be interrupted when it is to end. */
    private final AtomicReference<Thread> waiting = new AtomicReference<>();

    Counted(ServerConnection connection, ConnectionContext context) {
      this.connection = connection;
      this.context = context;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      Object address = host(context.remotePeer().address());
      if (!ofAddress.enter(address)) {
        throw refused("from " + address);
      }
      count.opened();
      try {
        handleOfPeer(limit);
      } finally {
        count.closed();
        ofAddress.leave(address);
      }
    }

    private void handleOfPeer(Limit limit) throws InterruptedException {
      waiting.set(Thread.currentThread());
      PeerId peer = peer(context);
      waiting.set(null);
      if (!ofPeer.enter(peer)) {
        throw refused("of peer " + peer);
      }
      try {
        connection.handle(limit);
      } finally {
        ofPeer.leave(peer);
      }
    }

    private CloseConnectionException refused(String whose) {
      count.refusedOne();
      LOG.log(Level.DEBUG, "closed a connection {0}: it has too many", whose);
      return new CloseConnectionException("too many connections " + whose);
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      Thread early = waiting.getAndSet(null);
      if (early != null) {
        early.interrupt(); // Nothing is being answered yet, so this is no rough end.
      }
      connection.close(interrupt);
    }
  }
}
