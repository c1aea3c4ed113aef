package runnel.indexd.wire;

import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.identity.PeerId;

/**
 * Where somebody else is said to be, inside another message.
 *
 * @param address HOST:PORT, or empty for nobody
 * @param peerId whose key must be met there, or empty for nobody
 */
public record ElsewhereMessage(String address, String peerId) {
  private static final ElsewhereMessage NOBODY = new ElsewhereMessage("", "");

  static ElsewhereMessage of(Optional<Elsewhere> elsewhere) {
    return elsewhere
        .map(other -> new ElsewhereMessage(other.address().toString(), other.host().text()))
        .orElse(NOBODY);
  }

  /** The reverse; throws {@link IllegalArgumentException} if it makes no sense. */
  Optional<Elsewhere> elsewhere() {
    return equals(NOBODY)
        ? Optional.empty()
        : Optional.of(new Elsewhere(Address.parse(address), PeerId.parse(peerId)));
  }
}
