package runnel.node.index;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** Peers and addresses to test with: each number one peer, at an address of its own. */
final class Ids {
  private Ids() {}

  static PeerId peer(int number) {
    return new PeerId(Hash.digest(ByteBuffer.allocate(4).putInt(number).array()));
  }

  static Address address(int number) {
    return new Address("10.0.%d.%d".formatted(number / 250, number % 250 + 1), 7707);
  }

  static Candidacy candidacy(int number, long since) {
    return new Candidacy(false, since, peer(number));
  }

  static Hint heard(int number, long since) {
    return heard(address(number), number, since);
  }

  /** A stranger who promises to be the best of all. */
  static Hint heard(Address address, int number) {
    return heard(address, number, 1);
  }

  private static Hint heard(Address address, int number, long since) {
    return new Hint(
        address, Optional.of(peer(number)), Optional.of(candidacy(number, since)), Origin.HEARD);
  }
}
