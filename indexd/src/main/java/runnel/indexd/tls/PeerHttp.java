package runnel.indexd.tls;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;

/**
 * Makes the HTTP client for everything that is asked of other machines.
 *
 * <pre>{@code
 * try (CloseableHttpClient http = PeerHttp.client(identity, Optional.of(bob), HttpTimeouts.DEFAULT)) {
 *   byte[] answer = http.execute(new HttpGet("https://10.0.0.7:7707/v1/..."), this::read);
 * }
 * }</pre>
 *
 * <p>The clients are thread-safe and block; they follow no redirects, keep no cookies or
 * credentials, use no proxy, decompress nothing and refuse plain http. A request is repeated once,
 * and only if it is idempotent and the connection was an old one that turned out to be closed.
 *
 * <p>Errors: every failure is an {@link java.io.IOException}. If {@link WrongKeyException#in} finds
 * something there, the peer is somebody else, if {@link WrongNetworkException#in} does it is of
 * another network; else it can't be reached, or not now.
 */
public final class PeerHttp {
  /** Servers close idle connections after a minute, so the client lets go of them before. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  /** A connection that rested for so long is looked at before it is used again. */
  private static final Duration VALIDATE_AFTER = Duration.ofSeconds(1);

  /** Twice the 4 KiB that a proof takes in a header. */
  private static final int LINE_BYTES_MAX = 8 << 10;

  private static final int HEADERS_MAX = 64;

  private PeerHttp() {}

  /**
   * Returns a client that talks to the expected peer only, or to any peer if none is expected; then
   * {@link #peerKey} says who it was. The caller closes it.
   */
  public static CloseableHttpClient client(
      Identity identity, Optional<PeerId> expected, HttpTimeouts timeouts) {
    return client(identity, expected, timeouts, PoolLimits.DEFAULT);
  }

  /** Like {@link #client(Identity, Optional, HttpTimeouts)}, with a pool of another size. */
  public static CloseableHttpClient client(
      Identity identity, Optional<PeerId> expected, HttpTimeouts timeouts, PoolLimits limits) {
    PeerSockets sockets =
        new PeerSockets(
            Tls.client(identity, expected),
            new PeerTrust(identity.membership(), expected),
            timeouts.handshake());
    return HttpClientBuilder.create()
        .setConnectionManager(pool(sockets, timeouts, limits))
        .setDefaultRequestConfig(requests(timeouts))
        .setRetryStrategy(new StaleRetry())
        .setKeepAliveStrategy((response, context) -> TimeValue.of(KEEP_ALIVE))
        .addExecInterceptorFirst("peer", new PeerExec())
        .addExecInterceptorAfter(ChainElement.CONNECT.name(), "reused", StaleRetry::mark)
        // Else each connection belongs to a 'user', the certificate, and is never used again.
        .disableConnectionState()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  /**
   * Returns the key of the peer that answered the request that was executed with this context.
   *
   * @throws SSLPeerUnverifiedException if none did
   */
  public static ProvedKey peerKey(HttpCoreContext context) throws SSLPeerUnverifiedException {
    if (context.getSSLSession() == null) {
      throw new SSLPeerUnverifiedException("no peer has answered a request of this context");
    }
    return Tls.peer(context.getSSLSession());
  }

  private static PoolingHttpClientConnectionManager pool(
      PeerSockets sockets, HttpTimeouts timeouts, PoolLimits limits) {
    Http1Config http =
        Http1Config.custom()
            .setMaxLineLength(LINE_BYTES_MAX)
            .setMaxHeaderCount(HEADERS_MAX)
            .setMaxEmptyLineCount(1)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(sockets)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(http).build())
        .setMaxConnPerRoute(limits.perRoute())
        .setMaxConnTotal(limits.total())
        .setDefaultSocketConfig(
            // No buffer sizes: setting them would switch off the kernel's own tuning.
            SocketConfig.custom()
                .setTcpNoDelay(true)
                .setSoTimeout(timeout(timeouts.idleRead()))
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(timeouts.connect()))
                .setSocketTimeout(timeout(timeouts.idleRead()))
                .setValidateAfterInactivity(TimeValue.of(VALIDATE_AFTER))
                .build())
        .build();
  }

  private static RequestConfig requests(HttpTimeouts timeouts) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout(timeouts.idleRead()))
        .setResponseTimeout(timeout(timeouts.idleRead()))
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }
}
