package runnel.node.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The node as its control API asks it. Thread-safe; throws {@code NodeException}. */
public interface ControlledNode {
  /** What the node is and does. */
  ControlDocuments.Status status();

  /** Everyone ever seen. */
  ControlDocuments.Peers peers();

  /** Lists a folder of the network: {@code /}, {@code /alice}, {@code /alice/x}. */
  ControlDocuments.Listing list(String path);

  /** Tells about one file or folder of the network. */
  ControlDocuments.Info info(String path);

  /**
   * Searches what everybody shares.
   *
   * @param query as a person types it
   */
  SearchDocuments.Found search(String query, int offset, int limit);

  /** The own share. */
  ControlDocuments.Share share();

  /**
   * Looks the share over again; returns when what changed is published.
   *
   * @param acceptEmpty whether what is empty on another disk than before was emptied
   */
  ControlDocuments.Share rescan(boolean acceptEmpty);

  /**
   * Shares a file or folder that is elsewhere on this machine.
   *
   * @param path absolute
   * @param as its name in the share; its own without
   */
  ControlDocuments.Import addToShare(Path path, Optional<String> as);

  /** Ends the sharing of what {@link #addToShare} shared under this name. */
  ControlDocuments.Import removeFromShare(String name);

  /** What is trusted, and what there is to decide. */
  PeopleDocuments.Trust trust();

  /**
   * Accepts a key for a name or an index.
   *
   * @param subject a name, or HOST:PORT
   * @param key which, as a person writes it; empty if only one was met
   */
  PeopleDocuments.Decision accept(String subject, Optional<String> key);

  /** Forgets the key of a name or an index. */
  PeopleDocuments.Decision forget(String subject);

  /**
   * What happened after an event; waits for something to happen.
   *
   * @param epoch which run of the node {@code after} belongs to; 0 for whichever it is now
   */
  PeopleDocuments.Events events(long epoch, long after, Duration wait);

  /** What the node finds of its surroundings; takes seconds where others do not answer. */
  PeopleDocuments.Doctor doctor();

  /** The download queue. */
  ControlledDownloads downloads();

  /** Mounts the drive again if it was unmounted from outside; the status then. */
  ControlDocuments.Status mount();

  /** Reading, its cache and its limits. */
  TransferControl transfers();

  /** Begins to end the node; returns at once. */
  void stop();
}
