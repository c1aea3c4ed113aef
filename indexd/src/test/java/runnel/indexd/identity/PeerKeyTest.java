package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String PREFIX = "302a300506032b6570032100";

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519"})
  void otherKeysAreRefused(String algorithm) throws NoSuchAlgorithmException {
    byte[] encoded =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded();
    assertThatIllegalArgumentException().isThrownBy(() -> PeerKey.of(encoded));
  }

  @Test
  void aKeyCutShortOrExtendedIsRefused() {
    byte[] encoded = Identity.create().key().encoded();
    for (int length : new int[] {0, 1, 43, 45}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PeerKey.of(java.util.Arrays.copyOf(encoded, length)));
    }
  }

  /** RFC 8032, 7.1, test 3. */
  @Test
  void verifiesASignatureFromTheStandard() {
    PeerKey key =
        PeerKey.of(
            HEX.parseHex(
                PREFIX + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
    byte[] signature =
        HEX.parseHex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    assertThat(key.verifies(HEX.parseHex("af82"), signature)).isTrue();
    assertThat(key.verifies(HEX.parseHex("af83"), signature)).isFalse();
    assertThat(key.verifies(HEX.parseHex("af82"), new byte[3])).isFalse();
  }

  @Test
  void onlyTheSignersKeyProvesItself() {
    byte[] message = "hello".getBytes(StandardCharsets.UTF_8);
    Identity ann = Identity.create();
    PeerKey bob = Identity.create().key();
    byte[] signature = ann.sign(message);
    assertThat(ProvedKey.ofSignature(ann.key(), message, signature).id()).isEqualTo(ann.id());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProvedKey.ofSignature(bob, message, signature));
  }
}
