package runnel.indexd.tls;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import runnel.indexd.identity.Membership;
import runnel.indexd.identity.Membership.Fit;
import runnel.indexd.identity.PeerCertificate;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;

/**
 * Accepts exactly one self-signed Ed25519 certificate of the same network, and of the expected peer
 * if there is one. An 'extended' trust manager, because only that keeps the JDK from adding checks
 * of its own for names and dates.
 */
final class PeerTrust extends X509ExtendedTrustManager {
  private final Membership network;
  private final Optional<PeerId> expected;

  PeerTrust(Membership network, Optional<PeerId> expected) {
    this.network = network;
    this.expected = expected;
  }

  /** Returns the key in what was shown in a handshake, whatever network it is of. */
  static ProvedKey key(Certificate[] presented) throws WrongKeyException {
    try {
      return ProvedKey.ofHandshake(presented);
    } catch (CertificateException e) {
      throw new WrongKeyException("what was met is no peer: " + e.getMessage(), e);
    }
  }

  /**
   * Checks a completed handshake, also a resumed one, which no trust manager has met.
   *
   * @throws SSLPeerUnverifiedException caused by a {@link WrongKeyException} or a {@link
   *     WrongNetworkException}
   */
  void check(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      check(session.getPeerCertificates());
    } catch (CertificateException e) {
      throw refused(e);
    }
  }

  /** What TLS throws for a certificate that is refused. */
  static SSLPeerUnverifiedException refused(CertificateException why) {
    SSLPeerUnverifiedException refused = new SSLPeerUnverifiedException(why.getMessage());
    refused.initCause(why);
    return refused;
  }

  private void check(Certificate[] presented) throws CertificateException {
    if (presented == null) {
      throw new WrongKeyException("what was met is no peer: it shows no certificate");
    }
    ProvedKey met = key(presented);
    Fit fit = network.fit(met.key(), PeerCertificate.mark((X509Certificate) presented[0]));
    if (fit != Fit.MEMBER) {
      throw new WrongNetworkException(met.id(), fit, network);
    }
    if (expected.isPresent() && !expected.get().equals(met.id())) {
      throw new WrongKeyException(expected.get(), met.id());
    }
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
