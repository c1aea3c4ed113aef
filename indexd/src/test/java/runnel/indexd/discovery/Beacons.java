package runnel.indexd.discovery;

import java.util.Optional;
import runnel.indexd.api.Candidacy;
import runnel.indexd.content.Hash;
import runnel.indexd.discovery.Beacon.Kind;
import runnel.indexd.identity.PeerId;

/** Beacons for tests: peers are numbered. */
final class Beacons {
  static final int PORT = 7707;

  private Beacons() {}

  static PeerId peer(int number) {
    return new PeerId(Hash.parse("%064x".formatted(number)));
  }

  static Beacon of(Kind kind, int number) {
    return new Beacon(kind, NetworkTag.DEFAULT, peer(number), PORT, Optional.empty());
  }

  /** A candidate: the smaller the number, the earlier in order. */
  static Beacon candidate(Kind kind, int number) {
    return new Beacon(kind, NetworkTag.DEFAULT, peer(number), PORT, Optional.of(candidacy(number)));
  }

  static Candidacy candidacy(int number) {
    return new Candidacy(false, number, peer(number));
  }
}
