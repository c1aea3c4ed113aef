package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;

class DialsTest {
  private static final Address VICTIM = new Address("victim.example", 7707);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Dials dials = new Dials(nanos::get);

  @Test
  void anotherPortOrSpellingOfTheHostIsTheSameHost() {
    failOften();
    assertThatThrownBy(() -> dials.check(new Address("VICTIM.example", 22)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("VICTIM.example");
  }

  @Test
  void otherHostsAreAskedAllTheSame() {
    failOften();
    assertThatCode(() -> dials.check(new Address("10.0.0.7", 7707))).doesNotThrowAnyException();
  }

  @Test
  void afterAMinuteTheHostIsAskedAgain() {
    failOften();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThatCode(() -> dials.check(VICTIM)).doesNotThrowAnyException();
  }

  private void failOften() {
    for (int i = 0; i < Dials.FAILURES_PER_MINUTE; i++) {
      dials.failed(VICTIM);
    }
  }
}
