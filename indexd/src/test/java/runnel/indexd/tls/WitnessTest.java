package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;

/** What other programs say of our listener, our certificates and our ids. */
class WitnessTest {
  @TempDir private Path home;
  private Identity identity;
  private Listening bob;

  @BeforeEach
  void listen() {
    identity = Identity.open(home);
    bob = new Listening(identity, ListenerLimits.DEFAULT, 0, _ -> {});
  }

  @AfterEach
  void stop() {
    bob.close();
  }

  private String pem() {
    return home.resolve("identity.pem").toString();
  }

  @Test
  void opensslComputesTheSamePeerIdFromTheFile() throws Exception {
    Program key =
        Program.run(
            home, "", "openssl", "pkey", "-in", pem(), "-pubout", "-outform", "DER", "-out", "key");
    assertThat(key.exit()).as(key.output()).isZero();
    Program digest = Program.run(home, "", "openssl", "dgst", "-sha256", "-r", "key");
    String hex = digest.output().substring(0, 2 * Hash.BYTES);
    assertThat(new PeerId(Hash.parse(hex))).isEqualTo(identity.id());
    assertThat(Files.readAllBytes(home.resolve("key"))).isEqualTo(identity.key().encoded());
  }

  @Test
  void opensslVerifiesTheCertificateAndReadsTheIdInIt() throws Exception {
    Program read =
        Program.run(home, "", "openssl", "x509", "-in", pem(), "-noout", "-subject", "-enddate");
    assertThat(read.output())
        .contains("CN = " + identity.id().text())
        .contains("Dec 31 23:59:59 9999 GMT");
    Program verify = Program.run(home, "", "openssl", "verify", "-CAfile", pem(), pem());
    assertThat(verify.output()).endsWith(": OK\n");
  }

  @Test
  void opensslSeesTls13AndTheCertificateOnDisk() throws Exception {
    Program client =
        Program.run(
            home,
            "GET /who HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n",
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + bob.port(),
            "-cert",
            pem(),
            "-key",
            pem(),
            "-showcerts");
    assertThat(client.output())
        .contains("New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256")
        .contains(certificateOnDisk());
  }

  @Test
  void opensslCannotSpeakAnOlderTls() throws Exception {
    Program client =
        Program.run(
            home,
            "",
            "openssl",
            "s_client",
            "-tls1_2",
            "-connect",
            "127.0.0.1:" + bob.port(),
            "-cert",
            pem(),
            "-key",
            pem());
    assertThat(client.exit()).isNotZero();
    assertThat(client.output()).contains("alert protocol version");
  }

  @Test
  void curlIsServedWithACertificateAndRefusedWithout() throws Exception {
    Program without = Program.run(home, "", "curl", "-sSk", "-m", "10", bob.uri("/who"));
    assertThat(without.exit()).as(without.output()).isNotZero();
    assertThat(without.output()).contains("certificate required");
    assertThat(bob.answered).hasValue(0);
    Program with =
        Program.run(home, "", "curl", "-sSk", "-m", "10", "--cert", pem(), bob.uri("/who"));
    assertThat(with.output()).isEqualTo(identity.id().text());
  }

  private String certificateOnDisk() throws Exception {
    String file = Files.readString(home.resolve("identity.pem"));
    return file.substring(file.indexOf("-----BEGIN CERTIFICATE")).strip();
  }
}
