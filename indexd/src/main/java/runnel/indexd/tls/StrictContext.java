package runnel.indexd.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context whose engines and sockets are strict from the start. The JDK's own context, also the
 * one named TLSv1.3, makes server sockets that accept TLS 1.2 and ask for no certificate.
 */
final class StrictContext extends SSLContextSpi {
  /** AES-128-GCM first: the fastest where the CPU helps. Tested by the listener's speed test. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384"
  };

  private final SSLContext context;

  private StrictContext(SSLContext context) {
    this.context = context;
  }

  static SSLContext of(SSLContext context) {
    return new Wrapped(new StrictContext(context), context);
  }

  static SSLParameters parameters() {
    SSLParameters strict = new SSLParameters(CIPHERS, new String[] {Tls.VERSION});
    strict.setUseCipherSuitesOrder(true);
    strict.setNeedClientAuth(true); // Means nothing to a client.
    return strict;
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return strict(context.createSSLEngine());
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return strict(context.createSSLEngine(host, port));
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new StrictSockets(context.getSocketFactory());
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return new StrictServerSockets(context.getServerSocketFactory());
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return parameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return parameters();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context.getClientSessionContext();
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("this context has its keys already");
  }

  private static SSLEngine strict(SSLEngine engine) {
    engine.setSSLParameters(parameters());
    return engine;
  }

  private static final class Wrapped extends SSLContext {
    Wrapped(SSLContextSpi spi, SSLContext context) {
      super(spi, context.getProvider(), context.getProtocol());
    }
  }
}
