package runnel.indexd.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerCertificate;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.ProvedKey;

/**
 * TLS between peers: version 1.3 only, a certificate on both sides, keys instead of names. What it
 * returns is thread-safe.
 */
public final class Tls {
  static final String VERSION = "TLSv1.3";

  private Tls() {}

  /**
   * Returns the context of a listener. Every engine and socket made from it speaks TLS 1.3 only and
   * requires the certificate of a peer of the identity's network of the client, whatever its user
   * forgets to set.
   */
  public static SSLContext server(Identity identity) {
    return context(identity, Optional.empty());
  }

  /**
   * Returns the context of a client. Handshakes fail with a {@link WrongKeyException} as the cause
   * if the server shows anything but a peer's certificate, and if it is not the expected peer's,
   * with a {@link WrongNetworkException} if it is of another network than the identity. A session
   * is resumed with the same context only, which has made these checks when it began; for another
   * expectation make another context.
   */
  public static SSLContext client(Identity identity, Optional<PeerId> expected) {
    return context(identity, expected);
  }

  /** Returns the parameters that every engine and socket of these contexts has. */
  public static SSLParameters parameters() {
    return StrictContext.parameters();
  }

  /**
   * Returns the key of the other side of a completed handshake, also of a resumed one.
   *
   * @throws SSLPeerUnverifiedException caused by a {@link WrongKeyException} if it is no peer
   */
  public static ProvedKey peer(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      return PeerTrust.key(session.getPeerCertificates());
    } catch (WrongKeyException e) {
      throw PeerTrust.refused(e);
    }
  }

  /**
   * Returns the key in a peer's certificate. That alone does not prove that whoever shows it has
   * the key.
   *
   * @throws CertificateException if it is no peer's certificate
   */
  public static PeerKey peer(X509Certificate certificate) throws CertificateException {
    return PeerCertificate.key(certificate);
  }

  private static SSLContext context(Identity identity, Optional<PeerId> expected) {
    try {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(
          new KeyManager[] {identity.keyManager()},
          new TrustManager[] {new PeerTrust(identity.membership(), expected)},
          new SecureRandom());
      return StrictContext.of(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK speaks TLS 1.3", e);
    }
  }
}
