package runnel.node.events;

/**
 * How far somebody has followed.
 *
 * @param epoch which run of the node the number belongs to; 0 for whichever it is now
 * @param after the number of the last event that was seen; 0 for none
 */
public record EventCursor(long epoch, long after) {
  /** Before everything that is kept. */
  public static final EventCursor BEGINNING = new EventCursor(0, 0);

  public EventCursor {
    if (epoch < 0 || after < 0) {
      throw new IllegalArgumentException("numbers of events are not negative");
    }
  }
}
