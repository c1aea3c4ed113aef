package runnel.node.limits;

import java.util.EnumMap;
import java.util.Map;

/**
 * What takes its turn among others as one: a peer, or what it moves of one rank. Among flows who
 * had less goes first (start-time fair queueing); within a flow likewise, by the weights of the
 * ranks. Belongs to a {@link Throttle}, under its lock.
 */
final class Flow {
  /** When its next bytes begin, in the virtual time of all flows. */
  private double begins;

  private int waiting;

  /** The flow's own virtual time, and when each rank's next bytes begin by it. */
  private double time;

  private final Map<Rank, Double> next = new EnumMap<>(Rank.class);

  /** Bytes of a rank that wait in a flow, from {@code begins} on in the flow's own time. */
  record Place(Flow flow, Rank rank, double begins) {
    boolean isBefore(Place other) {
      if (flow != other.flow) {
        return flow.begins < other.flow.begins;
      }
      return begins < other.begins || (begins == other.begins && rank.compareTo(other.rank) < 0);
    }
  }

  /** Bytes begin to wait, until {@link #leave}. */
  Place enter(Rank rank, int bytes, double virtualTime) {
    if (waiting == 0) {
      begins = Math.max(begins, virtualTime);
    }
    waiting++;
    double place = Math.max(time, next.getOrDefault(rank, 0.0));
    var _ = next.put(rank, place + (double) bytes / rank.weight());
    return new Place(this, rank, place);
  }

  /** They are moved now, and count as that many; returns when they began, in the time of all. */
  double moved(Place place, double counted) {
    double began = begins;
    time = Math.max(time, place.begins());
    begins += counted;
    return began;
  }

  /** They wait no more. */
  void leave() {
    waiting--;
  }

  boolean isPast(double virtualTime) {
    return waiting == 0 && begins <= virtualTime;
  }
}
