package runnel.node.events;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened.
 *
 * @param sequence 1 for the first since the start, then one more each
 * @param time by this node's clock
 * @param kind what sort of thing
 * @param subject the name or address that it is about, as others gave it: to be escaped where shown
 * @param text a sentence for people, without names in need of a quote; to be escaped as well
 * @param detail the facts in it, by name, for programs
 */
public record Event(
    long sequence,
    Instant time,
    Kind kind,
    String subject,
    String text,
    Map<String, String> detail) {
  /** What sorts of things there are. */
  public enum Kind {
    /** A peer that this node had never heard of. */
    PEER_FIRST_SEEN,
    /** A peer is online. */
    PEER_CAME,
    /** A peer is offline. */
    PEER_WENT,
    /** A peer bears another name, or is shown under another one. */
    PEER_RENAMED,
    /**
     * Somebody claims a name, or answers at an index's address, with another key than the pinned.
     */
    NAME_CONFLICT,
    /** Several keys claim a name of which none is pinned. */
    NAME_CONTESTED,
    /** The user accepted a key. */
    KEY_TRUSTED,
    /** The user had a key forgotten. */
    KEY_FORGOTTEN,
    /** Another index is used from now on. */
    INDEX_CHOSEN,
    /** The index does not answer any more. */
    INDEX_LOST,
    /** Others reach this node at another address from now on. */
    ADDRESS_CHANGED,
    /** A download is where it was to go. */
    DOWNLOAD_FINISHED,
    /** A download can't be done as it is. */
    DOWNLOAD_FAILED,
    /** Somebody else than the node unmounted the drive. */
    MOUNT_LOST,
    /** The drive is mounted again. */
    MOUNTED;

    /** Returns the word for the kind in the control API, such as {@code peer-came}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Event {
    detail = Collections.unmodifiableMap(new TreeMap<>(detail)); // In the order of the names.
  }
}
