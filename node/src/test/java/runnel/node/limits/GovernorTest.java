package runnel.node.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

class GovernorTest {
  @TempDir private Path folder;

  @Test
  void whatIsSetHoldsAtOnceAndAfterARestart() throws Exception {
    Governor governor = open();
    assertThat(governor.up().isLimited()).isFalse();
    governor.change(limits -> limits.with(LimitKey.UPLOAD, "2MB"));
    assertThat(governor.up().isLimited()).isTrue();
    assertThat(open().limits().of(LimitKey.UPLOAD)).isEqualTo(2_000_000);
    governor.change(limits -> limits.without(LimitKey.UPLOAD));
    assertThat(open().up().isLimited()).isFalse();
  }

  @Test
  void aFileThatIsDamagedCostsWhatIsDamagedOnly() throws Exception {
    Files.writeString(
        folder.resolve("limits"), "limit.upload=x\nnonsense\nlimit.download=50000\nlimit.new=1\n");
    assertThat(open().limits().set()).containsOnlyKeys(LimitKey.DOWNLOAD);
  }

  @ParameterizedTest
  @CsvSource({
    "500k, 500000",
    "500 kB, 500000",
    "2MB, 2000000",
    "1.5 MiB/s, 1572864",
    "1g, 1000000000",
    "unlimited, 0",
    "0, 0",
    "16000, 16000"
  })
  void amountsAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(Limits.USUAL.with(LimitKey.UPLOAD, text).of(LimitKey.UPLOAD)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "fast", "10 parsecs", "1e9", "15999", "99999999999999999999", "1.25M"})
  void whatIsNoAmountOrTooLittleIsRefused(String text) {
    assertThatThrownBy(() -> Limits.USUAL.with(LimitKey.UPLOAD, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSlotThatBecomesFreeGoesToWhoHasFewest() throws Exception {
    Slots slots = new Slots(2);
    PeerId ann = new PeerId(Hash.digest(new byte[] {1}));
    PeerId bob = new PeerId(Hash.digest(new byte[] {2}));
    assertThat(slots.enter(ann, Rank.FIRST, Duration.ZERO)).isTrue();
    assertThat(slots.enter(ann, Rank.FIRST, Duration.ZERO)).isTrue();
    assertThat(slots.enter(bob, Rank.FIRST, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Boolean> anns = waiting(slots, ann);
    CompletableFuture<Boolean> bobs = waiting(slots, bob);
    slots.leave(ann, Rank.FIRST);
    assertThat(bobs.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(anns).isNotDone();
    slots.leave(ann, Rank.FIRST);
    assertThat(anns.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void downloadsLeaveASlotToReads() throws Exception {
    Slots slots = new Slots(4);
    PeerId ann = new PeerId(Hash.digest(new byte[] {1}));
    PeerId bob = new PeerId(Hash.digest(new byte[] {2}));
    for (int i = 0; i < 3; i++) {
      assertThat(slots.enter(ann, Rank.LAST, Duration.ZERO)).isTrue();
    }
    assertThat(slots.enter(bob, Rank.LAST, Duration.ofMillis(1))).isFalse();
    assertThat(slots.enter(bob, Rank.FIRST, Duration.ZERO)).isTrue();
    slots.leave(bob, Rank.FIRST);
    slots.leave(ann, Rank.LAST);
    assertThat(slots.enter(bob, Rank.LAST, Duration.ZERO)).isTrue();
    slots.limit(1);
    for (int i = 0; i < 2; i++) {
      slots.leave(ann, Rank.LAST);
    }
    slots.leave(bob, Rank.LAST);
    assertThat(slots.enter(bob, Rank.LAST, Duration.ZERO)).as("the only one").isTrue();
  }

  private static CompletableFuture<Boolean> waiting(Slots slots, PeerId peer) throws Exception {
    Thread[] thread = new Thread[1];
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    thread[0] =
        Thread.ofPlatform()
            .start(() -> {
              try {
                entered.complete(slots.enter(peer, Rank.FIRST, Duration.ofSeconds(20)));
              } catch (InterruptedException e) {
                entered.completeExceptionally(e);
              }
            });
    while (thread[0].getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return entered;
  }

  private Governor open() {
    return Governor.open(folder.resolve("limits"), System::nanoTime);
  }
}
