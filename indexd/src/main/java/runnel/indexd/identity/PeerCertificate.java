package runnel.indexd.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import runnel.indexd.content.Hash;

/**
 * The certificates that peers show each other: an Ed25519 key, signed by itself. Nothing else in
 * them means anything, no name and no date, but the mark of a network.
 */
public final class PeerCertificate {
  /** RFC 5280, 4.1.2.5: the date that stands for 'no well-defined expiration'. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  /** Before any clock that is wrong. */
  private static final Instant ALWAYS = Instant.parse("2000-01-01T00:00:00Z");

  private static final int SERIAL_BITS = 128;

  /**
   * The extension with the network's mark, not critical. Below the arc of the UUIDs (ITU-T X.667);
   * this is c455ae8b-cf0b-4ae5-867c-97952308e391.
   */
  private static final String MARK_OID = "2.25.260973572622881645217117070872436859793";

  private static final byte OCTET_STRING = 4;

  private PeerCertificate() {}

  /**
   * Returns the key of a peer's certificate. That somebody shows a certificate proves nothing: only
   * a handshake in which its key signed does, see {@link ProvedKey}.
   *
   * @throws CertificateException if the key is not an Ed25519 key or did not sign the certificate
   */
  public static PeerKey key(X509Certificate certificate) throws CertificateException {
    PublicKey key = certificate.getPublicKey();
    if (key == null || key.getEncoded() == null) {
      throw new CertificateException("the certificate's key is of no known kind");
    }
    PeerKey peer;
    try {
      peer = PeerKey.of(key.getEncoded());
    } catch (IllegalArgumentException e) {
      throw new CertificateException(
          "the certificate's key is not Ed25519 but " + key.getAlgorithm(), e);
    }
    try {
      certificate.verify(key);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the certificate is not signed by its own key", e);
    }
    return peer;
  }

  /** Returns the mark of a network that the certificate carries; no bytes if it is malformed. */
  public static Optional<byte[]> mark(X509Certificate certificate) {
    return Optional.ofNullable(certificate.getExtensionValue(MARK_OID))
        .map(value -> ASN1OctetString.getInstance(value).getOctets())
        .map(PeerCertificate::octets);
  }

  /** The bytes of a DER OCTET STRING of the one length that a mark has. */
  private static byte[] octets(byte[] der) {
    boolean whole = der.length == 2 + Hash.BYTES && der[0] == OCTET_STRING && der[1] == Hash.BYTES;
    return whole ? Arrays.copyOfRange(der, 2, der.length) : new byte[0];
  }

  static X509Certificate issue(KeyPair pair, Optional<byte[]> mark)
      throws GeneralSecurityException {
    X500Name name = new X500Name("CN=" + PeerKey.of(pair.getPublic().getEncoded()).id().text());
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0);
    JcaX509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
            name, serial, Date.from(ALWAYS), Date.from(NEVER), name, pair.getPublic());
    try {
      if (mark.isPresent()) {
        certificate.addExtension(
            new ASN1ObjectIdentifier(MARK_OID), false, new DEROctetString(mark.get()));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException("can't make a certificate", e);
    }
  }
}
