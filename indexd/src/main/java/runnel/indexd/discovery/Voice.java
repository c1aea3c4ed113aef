package runnel.indexd.discovery;

import java.util.Optional;
import java.util.random.RandomGenerator;
import runnel.indexd.api.Candidacy;
import runnel.indexd.discovery.Beacon.Kind;

/** A link in use: its socket, who is there, and when to speak. For discovery's thread only. */
final class Voice {
  private final Link link;
  private final Announcers announcers;
  private final Schedule schedule;

  Voice(Link link, int announcersMax, long nanos) {
    this.link = link;
    announcers = new Announcers(announcersMax);
    schedule = new Schedule(announcers, RandomGenerator.getDefault(), nanos);
  }

  Link link() {
    return link;
  }

  void ask(long nanos) {
    schedule.ask(nanos);
  }

  void announce(long nanos) {
    schedule.announce(nanos);
  }

  void forget(long nanos) {
    announcers.forget(nanos);
  }

  void heard(Beacon beacon, Optional<Candidacy> own, long nanos) {
    announcers.heard(beacon, nanos);
    if (beacon.kind() == Kind.ASK) {
      schedule.answer(own, nanos);
    }
  }

  /** Says what is due, and returns for how many nanoseconds there is nothing to say. */
  long speak(Beacon own, long nanos) {
    schedule
        .next(own.candidacy(), nanos)
        .ifPresent(kind -> link.send(BeaconCodec.encode(own.as(kind))));
    return schedule.quiet(own.candidacy(), nanos);
  }

  void leave(Beacon own) {
    link.send(BeaconCodec.encode(own.as(Kind.BYE)));
  }
}
