package runnel.indexd.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** An identity as text: exactly one private key and one certificate (RFC 7468). */
final class IdentityPem {
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";

  private IdentityPem() {}

  static String format(Identity identity) {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(KEY, identity.secret().getEncoded()));
      pem.writeObject(new PemObject(CERTIFICATE, identity.certificate().getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate has an encoding", e);
    }
    return text.toString();
  }

  static Identity parse(String text) throws GeneralSecurityException {
    byte[] key;
    byte[] certificate;
    try (PemReader pem = new PemReader(new StringReader(text))) {
      key = part(pem, KEY);
      certificate = part(pem, CERTIFICATE);
      if (pem.readPemObject() != null) {
        throw new CertificateException("more than one key and one certificate");
      }
    } catch (IOException | RuntimeException e) {
      throw new CertificateException("not a PEM file", e);
    }
    return Identity.of(secret(key), certificate(certificate));
  }

  private static byte[] part(PemReader pem, String type) throws IOException, CertificateException {
    PemObject part = pem.readPemObject();
    if (part == null || !part.getType().equals(type)) {
      throw new CertificateException("no " + type + " where one belongs");
    }
    return part.getContent();
  }

  private static PrivateKey secret(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static X509Certificate certificate(byte[] encoded) throws CertificateException {
    ByteArrayInputStream in = new ByteArrayInputStream(encoded);
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }
}
