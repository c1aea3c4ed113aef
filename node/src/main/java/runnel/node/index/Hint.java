package runnel.node.index;

import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.identity.PeerId;

/**
 * Where an index may be: hearsay, until the index proved its key and said its candidacy itself.
 *
 * @param host whose key must be met there; empty for any
 * @param candidacy how it is said to rank; empty if nobody said
 */
public record Hint(
    Address address, Optional<PeerId> host, Optional<Candidacy> candidacy, Origin origin) {
  /** An index that the user gave. */
  public static Hint given(Address address) {
    return new Hint(address, Optional.empty(), Optional.empty(), Origin.GIVEN);
  }

  boolean given() {
    return origin == Origin.GIVEN;
  }
}
