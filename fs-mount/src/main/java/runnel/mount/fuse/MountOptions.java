package runnel.mount.fuse;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import runnel.mount.table.MountLine;

/**
 * The command line that libfuse's {@code main} gets; its man page, mount.fuse(8), has the words.
 */
final class MountOptions {
  /**
   * Desktops and shells look for the same names again and again, but within an instant; longer it
   * would hide a new file from whoever waits for it (ADR 7).
   */
  private static final Duration ABSENT_MAX = Duration.ofMillis(250);

  private MountOptions() {}

  static String[] commandLine(MountSettings settings, Path mountPoint) {
    return new String[] {
      "runnel", "-f", "-o", String.join(",", options(settings)), mountPoint.toString()
    };
  }

  private static List<String> options(MountSettings settings) {
    return List.of(
        "fsname=" + settings.fsName(),
        "subtype=" + MountLine.SUBTYPE,
        "ro",
        "use_ino",
        "attr_timeout=" + seconds(settings.attributeTimeout()),
        "entry_timeout=" + seconds(settings.attributeTimeout()),
        "negative_timeout=" + seconds(least(settings.attributeTimeout(), ABSENT_MAX)),
        "max_background=" + settings.limits().background(),
        "congestion_threshold=" + settings.limits().congestion(),
        switch (settings.readMode()) {
          case ASYNCHRONOUS -> "async_read";
          case SYNCHRONOUS -> "sync_read";
        });
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%s", BigDecimal.valueOf(time.toMillis(), 3));
  }
}
