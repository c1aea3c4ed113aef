package runnel.indexd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

class CandidacyTest {
  @Test
  void daemonsComeFirstThenWhoStandsLongestThenTheSmallerId() {
    List<Candidacy> ordered =
        List.of(
            of(true, 8, "11"),
            of(true, 9, "00"),
            of(false, 1, "ff"),
            of(false, 2, "0f"),
            of(false, 2, "f0"));
    assertThat(ordered.reversed().stream().sorted()).isEqualTo(ordered);
  }

  @Test
  void aTimeThatJsonCannotCarryIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(false, 0, "11"));
    assertThatIllegalArgumentException().isThrownBy(() -> of(false, Candidacy.SINCE_MAX + 1, "11"));
  }

  private static Candidacy of(boolean dedicated, long since, String octet) {
    return new Candidacy(dedicated, since, new PeerId(Hash.parse(octet.repeat(32))));
  }
}
