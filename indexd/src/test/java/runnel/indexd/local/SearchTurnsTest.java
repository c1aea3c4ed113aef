package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import runnel.indexd.api.IndexException;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

class SearchTurnsTest {
  private final SearchTurns turns = new SearchTurns();
  private final PeerId ann = new PeerId(Hash.digest(new byte[] {1}));
  private final PeerId bob = new PeerId(Hash.digest(new byte[] {2}));

  @Test
  void whoHasAllHisTurnsWaitsForOneOfHisOwnAndNobodyElseDoes() {
    assertThat(nested(SearchTurns.PER_CALLER)).isEqualTo("found");
    assertThatThrownBy(() -> nested(SearchTurns.PER_CALLER + 1))
        .isInstanceOfSatisfying(
            IndexException.class,
            e -> assertThat(e.kind()).isEqualTo(IndexException.Kind.UNAVAILABLE));
    assertThat(nested(SearchTurns.PER_CALLER)).isEqualTo("found");
  }

  @Test
  void aSearchThatFailsGivesItsTurnBack() {
    for (int i = 0; i < 2 * SearchTurns.PER_CALLER; i++) {
      assertThatThrownBy(() ->
              turns.search(
                  ann,
                  () -> {
                    throw new IllegalStateException("fails");
                  }))
          .hasMessage("fails");
    }
  }

  /** So many searches of ann's at once, and one of bob's in the innermost. */
  private String nested(int depth) {
    return turns.search(
        ann, () -> depth == 1 ? turns.search(bob, () -> "found") : nested(depth - 1));
  }
}
