package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.FileFacts;
import runnel.node.share.Keys.Place;

class HotFilesTest {
  private static final Place LOG = new Place(1, new EntryName("log"));
  private Instant wall = Instant.parse("2026-01-01T12:00:00Z");
  private long nanos;
  private final HotFiles hot =
      new HotFiles(ShareSettings.Watching.DEFAULT, () -> wall, () -> nanos);

  @Test
  void aFileIsHotUntilItWasLeftAloneForAMoment() {
    FileFacts written = modifiedNow();
    assertThat(hot.isHot(LOG, written, true)).isTrue();
    pass(Duration.ofMillis(299));
    assertThat(hot.isHot(LOG, written, true)).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(hot.isHot(LOG, written, true)).isFalse();
  }

  @Test
  void aFileThatIsNeverLeftAloneCountsEveryTenSeconds() {
    int counted = 0;
    for (int i = 0; i < 310; i++) {
      counted += hot.isHot(LOG, modifiedNow(), true) ? 0 : 1;
      pass(Duration.ofMillis(100));
    }
    assertThat(counted).isEqualTo(3);
  }

  @Test
  void aNewFileThatIsNeverLeftAloneCountsAfterASecond() {
    for (int i = 0; i < 10; i++) {
      assertThat(hot.isHot(LOG, modifiedNow(), false)).isTrue();
      pass(Duration.ofMillis(100));
    }
    assertThat(hot.isHot(LOG, modifiedNow(), false)).isFalse();
  }

  @Test
  void aClockThatJumpsMakesNothingWait() {
    FileFacts written = modifiedNow();
    wall = wall.minus(Duration.ofDays(400));
    assertThat(hot.isHot(LOG, written, true)).isFalse();
    wall = wall.plus(Duration.ofDays(800));
    assertThat(hot.isHot(LOG, written, true)).isFalse();
  }

  @Test
  void aFileThatWasRenamedSinceDoesNotWait() {
    FileFacts written = modifiedNow();
    FileFacts renamed =
        new FileFacts(1, 2, 3, written.modifiedNanos(), written.modifiedNanos() + 1, 0, 0100644);
    assertThat(hot.isHot(LOG, renamed, true)).isFalse();
  }

  private FileFacts modifiedNow() {
    long modified = wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
    return new FileFacts(1, 2, 3, modified, modified, 0, 0100644);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
