package runnel.node.share;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import runnel.node.beneath.FileFacts;
import runnel.node.share.Keys.Place;

/**
 * Tells which files are being written, so that not every line of a growing log is a version: a file
 * is looked at again once it was left alone for a moment, but after some seconds anyway. For the
 * share's own thread.
 */
final class HotFiles {
  /** More files than a disk writes at once; beyond that every version counts. */
  private static final int FILES_MAX = 10_000;

  private static final int FORGET_FACTOR = 2;

  /** A file that is not listed yet is by then, whatever is still to be written to it. */
  private static final Duration NEW_LATEST = Duration.ofSeconds(1);

  private final ShareSettings.Watching settings;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** By when a wait began, as waits are only added at the end. */
  private final SequencedMap<Place, Long> since = new LinkedHashMap<>();

  HotFiles(ShareSettings.Watching settings, InstantSource clock, LongSupplier nanos) {
    this.settings = settings;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Says whether to wait; if not, the file's next change begins a new wait.
   *
   * @param listed whether it is listed already, with an earlier version
   */
  boolean isHot(Place place, FileFacts facts, boolean listed) {
    Duration age = Duration.ofNanos(nowNanos() - facts.modifiedNanos());
    // A time in the future is a clock that jumped, and says nothing. Writing sets both times alike;
    // where they differ the file was renamed, say, and its old name is gone already.
    boolean written = facts.modifiedNanos() == facts.changedNanos();
    if (!written
        || age.isNegative()
        || age.compareTo(settings.quiet()) >= 0
        || since.size() >= FILES_MAX) {
      since.remove(place);
      return false;
    }
    long now = nanos.getAsLong();
    forgetBefore(now - settings.latest().multipliedBy(FORGET_FACTOR).toNanos());
    long first = since.computeIfAbsent(place, _ -> now);
    Duration latest =
        listed || settings.latest().compareTo(NEW_LATEST) < 0 ? settings.latest() : NEW_LATEST;
    if (now - first >= latest.toNanos()) {
      since.remove(place);
      return false;
    }
    return true;
  }

  /** A file that was deleted while it was written is never asked for again. */
  private void forgetBefore(long nanos) {
    while (!since.isEmpty() && since.firstEntry().getValue() - nanos < 0) {
      since.pollFirstEntry();
    }
  }

  private long nowNanos() {
    var now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
