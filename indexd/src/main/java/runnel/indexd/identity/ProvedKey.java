package runnel.indexd.identity;

import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * A key whose owner was seen to use it: in a TLS handshake, or by a signature. Only such keys are
 * ever pinned. Immutable.
 */
public final class ProvedKey {
  private final PeerKey key;

  private ProvedKey(PeerKey key) {
    this.key = key;
  }

  /**
   * Returns the key that signed the message.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static ProvedKey ofSignature(PeerKey key, byte[] message, byte[] signature) {
    if (!key.verifies(message, signature)) {
      throw new IllegalArgumentException("the signature is not that of peer " + key);
    }
    return new ProvedKey(key);
  }

  /**
   * Returns the key behind the certificates of a TLS handshake that is complete. The caller vouches
   * that they come from such a connection and from nowhere else.
   *
   * @throws CertificateException unless it is exactly one self-signed Ed25519 certificate
   */
  public static ProvedKey ofHandshake(Certificate[] presented) throws CertificateException {
    if (presented.length != 1 || !(presented[0] instanceof X509Certificate certificate)) {
      throw new CertificateException(
          "a peer shows exactly one X.509 certificate, not " + presented.length);
    }
    return new ProvedKey(PeerCertificate.key(certificate));
  }

  /** Returns the key. */
  public PeerKey key() {
    return key;
  }

  /** Returns the id that the key stands for. */
  public PeerId id() {
    return key.id();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProvedKey proved && key.equals(proved.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key);
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
