package runnel.node.events;

import java.util.Map;

/** Tells how downloads end. Thread-safe. */
public final class DownloadEvents {
  private final Events events;

  public DownloadEvents(Events events) {
    this.events = events;
  }

  /**
   * A download is where it was to go.
   *
   * @param path of the result
   * @param note what people should know of it; empty for nothing
   */
  public void finished(long id, String name, String path, String note) {
    events.tell(
        Event.Kind.DOWNLOAD_FINISHED,
        name,
        "%s is downloaded to %s%s".formatted(name, path, note.isEmpty() ? "" : "; " + note),
        Map.of("id", Long.toString(id), "path", path, "note", note));
  }

  /** A download can't be done as it is. */
  public void failed(long id, String name, String why) {
    events.tell(
        Event.Kind.DOWNLOAD_FAILED,
        name,
        "%s could not be downloaded: %s".formatted(name, why),
        Map.of("id", Long.toString(id), "why", why));
  }
}
