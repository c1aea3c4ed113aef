package runnel.indexd.identity;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Who this node is: its Ed25519 key pair and the self-signed certificate that it shows. Immutable
 * and thread-safe.
 *
 * <p>Kept in the single file {@code identity.pem}, mode 0600: the private key (PKCS #8) and the
 * certificate. One file can't be half of one identity and half of another, and {@code curl --cert}
 * and {@code openssl} take it as it is. The certificate in it is the one for the default network;
 * the one for another is made at the start, by {@link #in}.
 */
public final class Identity implements Signer {
  private static final byte[] PROBE = {'r', 'u', 'n', 'n', 'e', 'l'};

  private final PrivateKey secret;
  private final X509Certificate certificate;
  private final PeerKey key;
  private final Membership membership;

  private Identity(
      PrivateKey secret, X509Certificate certificate, PeerKey key, Membership membership) {
    this.secret = secret;
    this.certificate = certificate;
    this.key = key;
    this.membership = membership;
  }

  /**
   * Returns the identity that is kept in the folder; the first to open it makes the folder (mode
   * 0700) and the identity. Of several processes that open it at once all get the same. Blocks on
   * the disk.
   *
   * @throws IdentityException if the identity is exposed, damaged or can't be read or made; a new
   *     one never takes the place of one that is there
   */
  public static Identity open(Path folder) {
    return new IdentityFile(folder).open();
  }

  /** Says whether the folder has an identity, whole or not: else this is a first start. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(IdentityFile.NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes a new identity that is kept nowhere: for tests and throw-away networks. */
  public static Identity create() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return of(pair.getPrivate(), PeerCertificate.issue(pair, Optional.empty()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes Ed25519 keys", e);
    }
  }

  /** Joins the two halves of an identity, and checks that they are. */
  static Identity of(PrivateKey secret, X509Certificate certificate) throws CertificateException {
    Identity identity =
        new Identity(secret, certificate, PeerCertificate.key(certificate), Membership.DEFAULT);
    if (!identity.key.verifies(PROBE, identity.sign(PROBE))) {
      throw new CertificateException("the private key is not the certificate's");
    }
    return identity;
  }

  /**
   * Returns the same key pair as a member of that network: its certificate carries the network's
   * mark, and TLS made with it meets members only.
   */
  public Identity in(Membership network) {
    KeyPair pair = new KeyPair(certificate.getPublicKey(), secret);
    try {
      X509Certificate marked = PeerCertificate.issue(pair, network.mark(key));
      return new Identity(secret, marked, key, network);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs any certificate", e);
    }
  }

  /** Returns the network that this identity is in. */
  public Membership membership() {
    return membership;
  }

  /** Returns this node's peer id. */
  public PeerId id() {
    return key.id();
  }

  @Override
  public PeerKey key() {
    return key;
  }

  /** Returns the self-signed certificate that this node shows. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns what shows this identity's certificate, and signs with its key, in TLS handshakes. */
  public X509ExtendedKeyManager keyManager() {
    return new IdentityKeyManager(this);
  }

  PrivateKey secret() {
    return secret;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs any message", e);
    }
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
