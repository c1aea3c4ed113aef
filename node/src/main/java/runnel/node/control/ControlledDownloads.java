package runnel.node.control;

import java.time.Duration;
import java.util.Optional;

/** The download queue as the control API asks it. Thread-safe; throws {@code NodeException}. */
public interface ControlledDownloads {
  /** What is done to a download. */
  enum Verb {
    PAUSE,
    RESUME,
    CANCEL,
    RETRY
  }

  /**
   * What is to be downloaded.
   *
   * @param path of a file or folder, such as {@code /alice/Talks}; empty if a content is named
   * @param content a content id; empty if a path is named
   * @param from the shown name of the one peer to ask for the content
   * @param to the absolute folder to put it into; empty for the usual one
   */
  record Wanted(
      Optional<String> path,
      Optional<String> content,
      Optional<String> from,
      Optional<String> to) {}

  /** Lists all, after waiting for more than so many changes. */
  DownloadDocuments.Downloads list(long revision, Duration wait);

  /** Queues one. */
  DownloadDocuments.Downloads add(Wanted wanted);

  /**
   * Does it to one.
   *
   * @return it alone
   */
  DownloadDocuments.Downloads act(Verb verb, long id);

  /**
   * Does it to all to which it can be done.
   *
   * @return those
   */
  DownloadDocuments.Downloads actOnAll(Verb verb);
}
