package runnel.node.download;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A download as it is shown.
 *
 * @param sums with what is there at this moment
 * @param bytesPerSecond fetched lately; 0 unless it runs
 * @param secondsLeft how long the rest takes if it goes on as lately; empty if nobody can tell
 * @param current files that are fetched now
 */
public record DownloadView(
    Download download,
    Sums sums,
    long bytesPerSecond,
    OptionalLong secondsLeft,
    List<Current> current) {
  /**
   * A file that is fetched now.
   *
   * @param path below what is downloaded; empty for the file itself
   */
  public record Current(String path, long bytes, long bytesDone) {}

  static DownloadView of(Download download, Optional<Live> live) {
    return live.map(now -> of(download, now))
        .orElseGet(
            () -> new DownloadView(download, download.sums(), 0, OptionalLong.empty(), List.of()));
  }

  private static DownloadView of(Download download, Live live) {
    List<Current> current =
        live.growing().stream()
            .map(file -> new Current(file.path(), file.bytes(), file.there().getAsLong()))
            .toList();
    Sums sums = download.sums().partial(0).done(live.wholeFiles(), live.bytes());
    return new DownloadView(download, sums, live.bytesPerSecond(), live.secondsLeft(sums), current);
  }
}
