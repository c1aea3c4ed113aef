package runnel.indexd.discovery;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.identity.PeerId;

/**
 * Which datagrams are let through. What costs least is looked at first, so that most of a flood is
 * gone before anything is allocated for it. Pure; not for several threads.
 */
final class Sieve {
  private static final Verdict MALFORMED = new Verdict.Dropped(Count.MALFORMED);
  private static final Verdict OTHER_NETWORK = new Verdict.Dropped(Count.OTHER_NETWORK);
  private static final Verdict ECHOED = new Verdict.Dropped(Count.ECHOED);
  private static final Verdict COPIED = new Verdict.Dropped(Count.COPIED);
  private static final Verdict OFF_LINK = new Verdict.Dropped(Count.OFF_LINK);
  private static final Verdict LIMITED = new Verdict.Dropped(Count.LIMITED);

  private final NetworkTag network;
  private final ByteBuffer self;
  private final Inflow inflow;

  /** All addresses of this machine: two of its interfaces may be on one link. */
  private Set<InetAddress> own = Set.of();

  Sieve(NetworkTag network, PeerId self, Inflow inflow) {
    this.network = network;
    this.self = ByteBuffer.wrap(self.hash().bytes());
    this.inflow = inflow;
  }

  void own(Set<InetAddress> addresses) {
    own = Set.copyOf(addresses);
  }

  /** Judges the bytes from 0 to the limit, which came from {@code source} to {@code place}. */
  Verdict judge(ByteBuffer bytes, InetAddress source, Place place, long nanos) {
    if (!BeaconCodec.looksRight(bytes)) {
      return MALFORMED;
    }
    if (BeaconCodec.network(bytes) != network.bits()) {
      return OTHER_NETWORK;
    }
    if (BeaconCodec.isFrom(bytes, self)) {
      return place.loopback() || own.contains(source) ? ECHOED : COPIED;
    }
    if (!place.isOnLink(source)) {
      return OFF_LINK;
    }
    if (!inflow.admits(source, nanos)) {
      return LIMITED;
    }
    Optional<Beacon> beacon = BeaconCodec.decode(bytes);
    return beacon.isPresent() ? new Verdict.Passed(beacon.get()) : MALFORMED;
  }
}
