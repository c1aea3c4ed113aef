package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;

class PeerIdTest {
  @Test
  void textIsBase32OfTheDigest() {
    byte[] digest = new byte[Hash.BYTES];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (i * 8 + 1);
    }
    PeerId id = new PeerId(Hash.of(digest));
    // Computed by Python's base64.b32encode.
    assertThat(id.text()).isEqualTo("aeercgjbfeytsqkjkfmwc2lrpgaytemzugu3doobzhi5typj6h4q");
    assertThat(id.grouped())
        .isEqualTo("aeer-cgjb-feyt-sqkj-kfmw-c2lr-pgay-temz-ugu3-doob-zhi5-typj-6h4q");
  }

  /** The addresses and words that the proposal itself gives as examples: arXiv:0901.4016. */
  @Test
  void wordsAreTheProquintsOfTheProposal() {
    byte[] digest = new byte[Hash.BYTES];
    int[] octets = {127, 0, 0, 1, 63, 84, 220, 193, 63, 118, 7, 35, 140, 98, 193, 141};
    for (int i = 0; i < octets.length; i++) {
      digest[i] = (byte) octets[i];
    }
    digest[octets.length] = 77; // Not said: the words are of the first half.
    assertThat(new PeerId(Hash.of(digest)).words())
        .isEqualTo("lusab-babad-gutih-tugad-gutuk-bisog-mudof-sakat");
  }

  @Property
  void idsThatBeginDifferentlyHaveDifferentWords(
      @ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
    boolean same = Arrays.equals(one, 0, 16, other, 0, 16);
    PeerId first = new PeerId(Hash.of(one));
    assertThat(first.words()).matches("([a-z]{5}-){7}[a-z]{5}");
    assertThat(first.words().equals(new PeerId(Hash.of(other)).words())).isEqualTo(same);
  }

  @Property
  void everySpellingParsesToTheSameId(@ForAll @Size(32) byte[] digest) {
    PeerId id = new PeerId(Hash.of(digest));
    assertThat(PeerId.parse(id.text())).isEqualTo(id);
    assertThat(PeerId.parse(id.grouped())).isEqualTo(id);
    assertThat(PeerId.parse(id.grouped().toUpperCase(Locale.ROOT))).isEqualTo(id);
    assertThat(id.text()).matches("[a-z2-7]{52}");
    assertThat(id.grouped()).matches("([a-z2-7]{4}-){12}[a-z2-7]{4}");
  }

  @Property
  void whateverElseIsRefused(@ForAll @StringLength(max = 60) String text) {
    try {
      assertThat(PeerId.parse(text).text())
          .isEqualTo(text.replace("-", "").toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("a peer id ");
    }
  }

  @Test
  void aSecondSpellingOfTheLastBitsIsRefused() {
    String text = new PeerId(Hash.of(new byte[Hash.BYTES])).text();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerId.parse(text.substring(0, text.length() - 1) + "b"));
  }
}
