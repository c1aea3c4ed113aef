package runnel.node.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.Deadline;

/**
 * One HTTPS client for each peer that was asked lately, pinned to its key. Thread-safe.
 *
 * <p>A client that was not used for long is closed when another takes its place; whoever still uses
 * it sees a broken connection.
 */
public final class PeerClients implements AutoCloseable {
  /** Each holds a few connections; a browse of a whole campus must not keep thousands. */
  private static final int CLIENTS_MAX = 64;

  private final Factory factory;
  private final Duration headWithin;
  private final Dials dials = new Dials(System::nanoTime);
  // Guarded by this.
  private final Map<PeerId, CloseableHttpClient> clients = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param headWithin from the call to the end of an answer's headers, however many come: a peer
   *     that sends one byte now and then, or interim answers without an end, is silent after that
   */
  public PeerClients(Factory factory, Duration headWithin) {
    this.factory = factory;
    this.headWithin = headWithin;
  }

  /** Makes the client that talks to one peer only. */
  @FunctionalInterface
  public interface Factory {
    /** Returns a new client. */
    CloseableHttpClient client(PeerId peer);
  }

  /**
   * Sends the request to the peer.
   *
   * @return to be closed by the caller, by which a body that was not read is given up
   * @throws IOException as {@code PeerHttp} says; also if the client was closed meanwhile
   */
  ClassicHttpResponse open(PeerId peer, Address where, HttpUriRequestBase request)
      throws IOException {
    return open(peer, where, request, null);
  }

  /** The same; what is learnt of the connection is in the context, if there is one. */
  ClassicHttpResponse open(
      PeerId peer, Address where, HttpUriRequestBase request, HttpContext context)
      throws IOException {
    dials.check(where);
    HttpHost host = new HttpHost("https", where.host(), where.port());
    try (Deadline deadline = Deadline.of(request, headWithin)) {
      ClassicHttpResponse response =
          deadline.within(() -> client(peer).executeOpen(host, request, context));
      dials.succeeded(where);
      return response;
    } catch (IOException e) {
      if (!(request instanceof PeerRequest mine && mine.isGivenUp())) {
        dials.failed(where);
      }
      throw e;
    } catch (IllegalStateException e) {
      throw new IOException("the connection was closed to make room for other peers", e);
    }
  }

  /** Says whether the last request to that address failed, not longer ago than that. */
  public boolean failedWithin(Address where, Duration lately) {
    return dials.failedWithin(where, lately);
  }

  private synchronized CloseableHttpClient client(PeerId peer) {
    CloseableHttpClient known = clients.get(peer);
    if (known != null) {
      return known;
    }
    if (clients.size() >= CLIENTS_MAX) {
      PeerId oldest = clients.keySet().iterator().next();
      close(clients.remove(oldest));
    }
    CloseableHttpClient made = factory.client(peer);
    clients.put(peer, made);
    return made;
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(PeerClients::close);
    clients.clear();
  }

  private static void close(CloseableHttpClient client) {
    // At once: a graceful close would wait for answers that nobody wants any more.
    client.close(CloseMode.IMMEDIATE);
  }
}
