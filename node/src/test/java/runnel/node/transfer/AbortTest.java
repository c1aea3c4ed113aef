package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortTest {
  private final List<String> ended = new ArrayList<>();
  private final Abort abort = new Abort();

  @Test
  void whatTheRequestWaitsForNowIsEndedOnce() {
    abort.begun(() -> ended.add("turn"));
    abort.begun(() -> ended.add("answer"));
    assertThat(abort.isOver()).isFalse();
    abort.run();
    abort.run();
    assertThat(ended).containsExactly("answer");
    assertThat(abort.isOver()).isTrue();
  }

  /** It may be given up just when it gets its turn. */
  @Test
  void whatBeginsAfterItWasGivenUpEndsAtOnce() {
    abort.run();
    abort.begun(() -> ended.add("answer"));
    assertThat(ended).containsExactly("answer");
  }
}
