package runnel.indexd.tls;

import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import runnel.indexd.identity.PeerKey;

/** What a client may show that is no peer: a key and certificates of any kind. */
record Credentials(PrivateKey key, List<X509Certificate> chain) {
  private static final X500Name NAME = new X500Name("CN=somebody");

  /** Self-signed, with a key of another kind. */
  static Credentials of(String algorithm, String signature) throws Exception {
    KeyPair pair = pair(algorithm);
    return new Credentials(pair.getPrivate(), List.of(certificate(pair, pair, signature)));
  }

  /** A certificate that another key has signed, followed by that one's or not. */
  static Credentials issued(boolean withIssuer) throws Exception {
    KeyPair issuer = pair("Ed25519");
    KeyPair pair = pair("Ed25519");
    X509Certificate own = certificate(pair, issuer, "Ed25519");
    return withIssuer
        ? new Credentials(pair.getPrivate(), List.of(own, certificate(issuer, issuer, "Ed25519")))
        : new Credentials(pair.getPrivate(), List.of(own));
  }

  /** A good certificate with a second one behind it. */
  static Credentials twoSelfSigned() throws Exception {
    KeyPair pair = pair("Ed25519");
    KeyPair other = pair("Ed25519");
    return new Credentials(
        pair.getPrivate(),
        List.of(certificate(pair, pair, "Ed25519"), certificate(other, other, "Ed25519")));
  }

  /** A good peer, as a check that the others are refused for the right reason. */
  static Credentials good() throws Exception {
    return of("Ed25519", "Ed25519");
  }

  /** A context that shows these credentials, or none, and trusts whatever it meets. */
  static SSLContext context(Optional<Credentials> shown) throws Exception {
    KeyManager[] keys = new KeyManager[0];
    if (shown.isPresent()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "somebody",
          shown.get().key(),
          new char[0],
          shown.get().chain().toArray(X509Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("NewSunX509");
      factory.init(
          new javax.net.ssl.KeyStoreBuilderParameters(
              KeyStore.Builder.newInstance(store, new KeyStore.PasswordProtection(new char[0]))));
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new TrustAnything()}, new SecureRandom());
    return context;
  }

  /** The key in a certificate's file. */
  static PeerKey key(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return Tls.peer(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
  }

  private static KeyPair pair(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private static X509Certificate certificate(KeyPair pair, KeyPair issuer, String signature)
      throws Exception {
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.ONE,
                    Date.from(now.minusSeconds(3600)),
                    Date.from(now.plusSeconds(3600)),
                    NAME,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(issuer.getPrivate())));
  }
}
