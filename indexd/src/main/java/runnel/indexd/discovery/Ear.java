package runnel.indexd.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import runnel.indexd.api.Address;
import runnel.indexd.discovery.Verdict.Dropped;
import runnel.indexd.discovery.Verdict.Passed;

/** Takes in what arrives, and tells the listener of what is let through. For one thread. */
final class Ear {
  /** Then other links, and what is to be said, get their turn. */
  private static final int AT_ONCE = 64;

  private final Sieve sieve;
  private final Consumer<Heard> listener;
  private final RareLog log = new RareLog();

  Ear(Sieve sieve, Consumer<Heard> listener) {
    this.sieve = sieve;
    this.listener = listener;
  }

  void hear(Voice voice, Beacon own, long nanos) throws IOException {
    Link link = voice.link();
    for (int i = 0; i < AT_ONCE; i++) {
      Optional<InetAddress> source = link.receive();
      if (source.isEmpty()) {
        return;
      }
      switch (sieve.judge(link.bytes(), source.get(), link.place(), nanos)) {
        case Dropped(Count why) -> link.count(why);
        case Passed(Beacon beacon) -> {
          link.count(Count.HEARD);
          voice.heard(beacon, own.candidacy(), nanos);
          tell(heard(beacon, source.get(), link.place()), nanos);
        }
      }
    }
  }

  private static Heard heard(Beacon beacon, InetAddress source, Place place) {
    return new Heard(beacon, new Address(place.host(source), beacon.port()), place.name());
  }

  private void tell(Heard heard, long nanos) {
    try {
      listener.accept(heard);
    } catch (RuntimeException e) {
      log.warn("discovery: what was heard from " + heard.from() + " was not taken", e, nanos);
    }
  }
}
