package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Membership.Fit;

/** The golden values were made with Python: hashlib, hmac, and Argon2id by 'cryptography'. */
class MembershipTest {
  private static final NetworkName LAB = new NetworkName("Labor 3");
  private static final Membership OPEN = Membership.of(LAB, Optional.empty());
  private static final Membership SECRET =
      Membership.restored(
          LAB, Hash.parse("5089c09343249a22cda5df2e649a35dac9efc2d0e57aca3f77f0e6dce55656eb"));

  /** RFC 8032, 7.1, test 1. */
  private static final PeerKey PEER =
      PeerKey.of(
          HexFormat.of()
              .parseHex(
                  "302a300506032b6570032100"
                      + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void goldenKeyOfAPassphrase() {
    // Typed with a combining diaeresis: form NFC makes one letter of it.
    Passphrase passphrase = Passphrase.of("Gru\u0308\u00dfe, ein langer Satz");
    assertThat(Membership.of(LAB, Optional.of(passphrase))).isEqualTo(SECRET);
  }

  @Test
  void goldenTagsAndMarks() {
    assertThat(hex(OPEN.tag())).isEqualTo("62da7fd39cafc39f");
    assertThat(hex(OPEN.mark(PEER).orElseThrow()))
        .isEqualTo("c3a038d4a0b646770ee0d813debb0b11e9ce66345f3124f364469293bc764788");
    assertThat(hex(SECRET.tag())).isEqualTo("c25e8151393f0f01");
    assertThat(hex(SECRET.mark(PEER).orElseThrow()))
        .isEqualTo("128b7d41dcc3507e9143f7d8a51d6ef6f1726967b9c24b92fa9c5fc5ed2657e4");
    assertThat(hex(Membership.DEFAULT.tag())).isEqualTo("a98b81337f84ba03");
  }

  @Test
  void theDefaultNetworkHasNoMark() {
    assertThat(Membership.of(NetworkName.DEFAULT, Optional.empty())).isEqualTo(Membership.DEFAULT);
    assertThat(Membership.DEFAULT.mark(PEER)).isEmpty();
    assertThat(Membership.DEFAULT.fit(PEER, Optional.empty())).isEqualTo(Fit.MEMBER);
    assertThat(Membership.DEFAULT.fit(PEER, OPEN.mark(PEER))).isEqualTo(Fit.NAMED_NETWORK);
    assertThat(Membership.DEFAULT.fit(PEER, Optional.of(new byte[0]))).isEqualTo(Fit.NAMED_NETWORK);
  }

  @Test
  void aMarkFitsItsOwnKeyAndNetworkOnly() {
    PeerKey other = Identity.create().key();
    assertThat(SECRET.fit(PEER, SECRET.mark(PEER))).isEqualTo(Fit.MEMBER);
    assertThat(SECRET.fit(PEER, SECRET.mark(other))).isEqualTo(Fit.OTHER_KEY);
    assertThat(SECRET.fit(PEER, OPEN.mark(PEER))).isEqualTo(Fit.OTHER_KEY);
    assertThat(OPEN.fit(PEER, SECRET.mark(PEER))).isEqualTo(Fit.OTHER_KEY);
    assertThat(SECRET.fit(PEER, Optional.empty())).isEqualTo(Fit.DEFAULT_NETWORK);
  }

  @Property(tries = 200)
  void noOtherBytesFit(@ForAll @Size(max = 64) byte[] shown) {
    assertThat(OPEN.fit(PEER, Optional.of(shown))).isEqualTo(Fit.OTHER_KEY);
  }

  @Property(tries = 100)
  void twoNamesAreTwoNetworks(@ForAll char one, @ForAll char other) {
    NetworkName first = new NetworkName("n" + (int) one);
    NetworkName second = new NetworkName("n" + (int) other);
    Membership left = Membership.of(first, Optional.empty());
    Membership right = Membership.of(second, Optional.empty());
    assertThat(left.equals(right)).isEqualTo(one == other);
    assertThat(left.fit(PEER, right.mark(PEER)) == Fit.MEMBER).isEqualTo(one == other);
    assertThat(hex(left.tag()).equals(hex(right.tag()))).isEqualTo(one == other);
  }

  @Test
  void wordsTellNoSecret() {
    assertThat(SECRET).hasToString("Labor 3, by passphrase");
    assertThat(OPEN).hasToString("Labor 3");
    assertThat(Passphrase.of("swordfish")).asString().doesNotContain("swordfish");
  }
}
