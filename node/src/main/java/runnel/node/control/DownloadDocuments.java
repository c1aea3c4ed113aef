package runnel.node.control;

import java.util.List;

/** The JSON documents of the control API about downloads, as {@code node/CONTROL.md} says. */
public final class DownloadDocuments {
  private DownloadDocuments() {}

  /** Downloads; {@code revision} counts the changes so far. */
  public record Downloads(long revision, List<Line> downloads) {}

  /** One download. */
  public record Line(
      long id,
      String name,
      String kind,
      String path,
      String contentId,
      String to,
      String state,
      String note,
      Sums sums,
      long bytesPerSecond,
      Long secondsLeft,
      List<Current> current,
      String created,
      String ended) {}

  /** How much it is, and how much of it is there. */
  public record Sums(
      long files, long bytes, long filesDone, long bytesDone, long filesLost, long filesChanged) {}

  /** A file that is fetched now. */
  public record Current(String path, long bytes, long bytesDone) {}
}
