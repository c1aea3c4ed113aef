package runnel.indexd.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;

/**
 * Accepts exactly one self-signed Ed25519 certificate, of the expected peer if there is one. An
 * 'extended' trust manager, because only that keeps the JDK from adding checks of its own for names
 * and dates.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  private final Optional<PeerId> expected;

  PeerTrust(Optional<PeerId> expected) {
    this.expected = expected;
  }

  /** Returns the key of a completed handshake, or says that it is the wrong one. */
  static ProvedKey check(java.security.cert.Certificate[] presented, Optional<PeerId> expected)
      throws WrongKeyException {
    ProvedKey met;
    try {
      met = ProvedKey.ofHandshake(presented);
    } catch (CertificateException e) {
      throw new WrongKeyException("what was met is no peer: " + e.getMessage(), e);
    }
    if (expected.isPresent() && !expected.get().equals(met.id())) {
      throw new WrongKeyException(expected.get(), met.id());
    }
    return met;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain == null) {
      throw new WrongKeyException("what was met is no peer: it shows no certificate");
    }
    var _ = check(chain, expected);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
