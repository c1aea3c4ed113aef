package runnel.node.events;

import java.util.List;

/**
 * What happened after some event.
 *
 * @param epoch which run of the node the numbers belong to
 * @param next the number to ask from next time
 * @param missed whether some that were asked for are not kept any more
 * @param events in their order, perhaps none
 */
public record EventBatch(long epoch, long next, boolean missed, List<Event> events) {
  public EventBatch {
    events = List.copyOf(events);
  }
}
