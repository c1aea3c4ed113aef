package runnel.indexd.discovery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.api.Candidacy;
import runnel.indexd.identity.PeerId;

/** Who was heard lately on one link: how many, and who sorts before whom. Pure; one thread. */
final class Announcers {
  private record Last(long nanos, Optional<Candidacy> candidacy) {}

  private final int most;

  /** Oldest first. */
  private final Map<PeerId, Last> heard = new LinkedHashMap<>();

  Announcers(int most) {
    this.most = most;
  }

  void heard(Beacon beacon, long nanos) {
    heard.remove(beacon.peer());
    if (beacon.kind() == Beacon.Kind.BYE) {
      return;
    }
    if (heard.size() >= most) {
      heard.remove(heard.keySet().iterator().next());
    }
    heard.put(beacon.peer(), new Last(nanos, beacon.candidacy()));
  }

  /** Forgets who was silent for long, by the pace of a network of this size. */
  void forget(long nanos) {
    Iterator<Last> oldest = heard.values().iterator();
    long silence = Pace.silence(heard.size()).toNanos();
    while (oldest.hasNext() && nanos - oldest.next().nanos() > silence) {
      oldest.remove();
    }
  }

  int size() {
    return heard.size();
  }

  /** Whether this candidacy is among the first {@code places} of all known here. */
  boolean isAmongFirst(int places, Optional<Candidacy> own) {
    return own.isPresent()
        && heard.values().stream()
                .flatMap(last -> last.candidacy().stream())
                .filter(other -> other.compareTo(own.get()) < 0)
                .limit(places)
                .count()
            < places;
  }

  /** Whether enough was heard since then: some peers, and among them a candidate. */
  boolean haveToldSince(long nanos) {
    long told = 0;
    boolean candidate = false;
    for (Last last : heard.values()) {
      if (last.nanos() - nanos >= 0) {
        told++;
        candidate |= last.candidacy().isPresent();
      }
    }
    return candidate && told >= Pace.TOLD_ENOUGH;
  }
}
