package runnel.indexd.tls;

import io.helidon.common.tls.TlsClientAuth;
import io.helidon.common.tls.TlsConfig;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.List;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.ProvedKey;

/**
 * Configures the listener that other machines reach. There is no other way to make one, so that the
 * listener that is tested is the listener that is used.
 *
 * <pre>{@code
 * WebServer server = PeerListener.server(identity, ListenerLimits.DEFAULT)
 *     .port(7707).routing(routing).build().start();
 * }</pre>
 *
 * <p>Never set {@code useNio(false)} on it: in Helidon 4.4 and 4.5 client certificates are then not
 * required.
 */
public final class PeerListener {
  /** A path of 4,096 bytes, each written as {@code %XX}, and a query. */
  private static final int PROLOGUE_BYTES_MAX = 16 << 10;

  private static final int HEADERS_BYTES_MAX = 16 << 10;

  private PeerListener() {}

  /** Returns a server's configuration to which the caller adds address, port and routing. */
  public static WebServerConfig.Builder server(Identity identity, ListenerLimits limits) {
    return server(identity, limits, new ConnectionCount());
  }

  /** As the other one, and counts the server's connections. */
  public static WebServerConfig.Builder server(
      Identity identity, ListenerLimits limits, ConnectionCount count) {
    WebServerConfig.Builder server = WebServerConfig.builder();
    configure(server, identity, limits, count);
    // Who starts it stops it, in an order of his own.
    return server.shutdownHook(false);
  }

  /** Configures one listener of a server: security and limits, neither address nor routing. */
  private static void configure(
      ListenerConfig.BuilderBase<?, ?> listener,
      Identity identity,
      ListenerLimits limits,
      ConnectionCount count) {
    listener.tls(tls(identity));
    listener.useNio(true);
    listener.connectionOptions(options -> options.tcpNoDelay(true).socketKeepAlive(true));
    listener.maxTcpConnections(limits.connections());
    listener.maxConcurrentRequests(limits.requests());
    listener.maxPayloadSize(limits.payloadBytes());
    listener.idleConnectionTimeout(limits.idle());
    listener.idleConnectionPeriod(limits.idle().dividedBy(3));
    // Nothing that happens to be on the class path adds a protocol or an encoding.
    listener.protocolsDiscoverServices(false);
    Http1ConnectionSelector http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxPrologueLength(PROLOGUE_BYTES_MAX)
                    .maxHeadersSize(HEADERS_BYTES_MAX)
                    .build())
            .build();
    listener.addConnectionSelector(new BoundedConnections(http, limits, count));
    listener.contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false));
  }

  /**
   * Returns who asks: the key that proved itself when the connection was made.
   *
   * @throws SecurityException if the request did not come by a listener of this class
   */
  public static ProvedKey caller(ServerRequest request) {
    Certificate[] shown =
        request.remotePeer().tlsCertificates().orElseGet(() -> new Certificate[0]);
    try {
      return ProvedKey.ofHandshake(shown);
    } catch (CertificateException e) {
      throw new SecurityException("a request by no peer: " + e.getMessage(), e);
    }
  }

  private static TlsConfig tls(Identity identity) {
    return TlsConfig.builder()
        .sslContext(Tls.server(identity))
        .sslParameters(Tls.parameters())
        .clientAuth(TlsClientAuth.REQUIRED)
        .enabledProtocols(List.of(Tls.VERSION))
        .enabledCipherSuites(List.of(Tls.parameters().getCipherSuites()))
        .endpointIdentificationAlgorithm("NONE")
        .buildPrototype();
  }
}
