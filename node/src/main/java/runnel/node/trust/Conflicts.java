package runnel.node.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PinSubject;

/** The newest conflicts, one for each subject and key. Thread-safe. */
final class Conflicts {
  /** A person decides on each; who floods us with keys must not fill the memory. */
  static final int CONFLICTS_MAX = 256;

  private record Place(PinSubject subject, PeerId met) {}

  // Guarded by this; the oldest first.
  private final Map<Place, Conflict> conflicts = new LinkedHashMap<>();

  /** Notes a meeting; says whether it is news: a new key, or the first proof of it. */
  synchronized boolean add(PinSubject subject, PeerId met, Meeting meeting) {
    Place place = new Place(subject, met);
    Conflict known = conflicts.remove(place);
    Conflict now =
        known == null
            ? new Conflict(subject, met, meeting, meeting.time())
            : new Conflict(subject, met, better(known.meeting(), meeting), known.first());
    if (conflicts.size() >= CONFLICTS_MAX) {
      conflicts.remove(leastWorth());
    }
    conflicts.put(place, now);
    return known == null || (meeting.proved() && !known.meeting().proved());
  }

  synchronized List<Conflict> all() {
    return List.copyOf(conflicts.values());
  }

  List<Conflict> of(PinSubject subject) {
    return all().stream().filter(conflict -> conflict.subject().equals(subject)).toList();
  }

  synchronized void forget(PinSubject subject) {
    conflicts.keySet().removeIf(place -> place.subject().equals(subject));
  }

  private static Meeting better(Meeting known, Meeting now) {
    return known.proved() && !now.proved() ? known : now;
  }

  /** Hearsay costs nobody anything, so it goes before what was proved. The caller has the lock. */
  private Place leastWorth() {
    return conflicts.entrySet().stream()
        .filter(entry -> !entry.getValue().meeting().proved())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> conflicts.keySet().iterator().next());
  }
}
