package runnel.node.events;

import java.nio.file.Path;
import java.util.Map;
import runnel.indexd.api.Address;

/** Tells of what changes around this node: its index, its own address, its mount. Thread-safe. */
public final class NetworkEvents {
  private final Events events;

  public NetworkEvents(Events events) {
    this.events = events;
  }

  /**
   * Another index is used from now on.
   *
   * @param host the name or address for people
   * @param why such as "first of 3 candidates"
   */
  public void indexChosen(String host, String why) {
    events.tell(
        Event.Kind.INDEX_CHOSEN,
        host,
        "the index is now %s: %s".formatted(host, why),
        Map.of("index", host, "why", why));
  }

  /** The index does not answer any more. */
  public void indexLost(String host, String why) {
    events.tell(
        Event.Kind.INDEX_LOST,
        host,
        "the index %s is lost: %s".formatted(host, why),
        Map.of("index", host, "why", why));
  }

  /** Others reach this node elsewhere from now on. */
  public void addressChanged(Address before, Address now) {
    events.tell(
        Event.Kind.ADDRESS_CHANGED,
        now.toString(),
        "this node is now reached at %s, no longer at %s".formatted(now, before),
        Map.of("before", before.toString(), "address", now.toString()));
  }

  /** Somebody else than this node has unmounted the drive. */
  public void mountLost(Path place) {
    events.tell(
        Event.Kind.MOUNT_LOST,
        place.toString(),
        "the drive was unmounted from outside; runnel up mounts it again",
        Map.of("mount", place.toString()));
  }

  /** The drive is mounted again. */
  public void mounted(Path place) {
    events.tell(
        Event.Kind.MOUNTED,
        place.toString(),
        "the drive is mounted again",
        Map.of("mount", place.toString()));
  }
}
