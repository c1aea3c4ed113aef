package runnel.ctl;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import runnel.ctl.control.Json;
import runnel.ctl.text.Sizes;

/** One download, as the node tells of it. */
record DownloadLine(Json json) {
  long id() {
    return json.number("id").orElse(0);
  }

  String state() {
    return json.text("state").orElse("");
  }

  boolean isRunning() {
    return state().equals("running");
  }

  boolean isEnded() {
    return state().matches("done|failed|cancelled");
  }

  /** Whether it ended with all of its files. */
  boolean isWhole() {
    return state().equals("done") && sum("filesLost") == 0;
  }

  long bytes() {
    return sum("bytes");
  }

  long bytesDone() {
    return sum("bytesDone");
  }

  long rate() {
    return json.number("bytesPerSecond").orElse(0);
  }

  /** Such as {@code 12 of 340 files}, for a folder. */
  Optional<String> files() {
    return json.text("kind").orElse("").equals("folder")
        ? Optional.of("%d of %d files".formatted(sum("filesDone"), sum("files")))
        : Optional.empty();
  }

  /** Such as {@code 17%}; the last percent is for who has all. */
  String percent() {
    return percent(bytesDone(), bytes(), isEnded());
  }

  static String percent(long done, long all, boolean ended) {
    long percent = all == 0 ? (ended ? 100 : 0) : (long) (100.0 * done / all);
    return Math.min(percent, ended ? 100 : 99) + "%";
  }

  /** How long it will take, as the node reckons; empty if it can't tell. */
  OptionalLong secondsLeft() {
    return json.number("secondsLeft");
  }

  static String left(OptionalLong seconds) {
    if (seconds.isEmpty()) {
      return "-";
    }
    Duration left = Duration.ofSeconds(seconds.getAsLong());
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  static String rate(long bytesPerSecond) {
    return bytesPerSecond <= 0 ? "-" : Sizes.of(bytesPerSecond) + "/s";
  }

  private long sum(String name) {
    return json.object("sums").number(name).orElse(0);
  }
}
