package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
