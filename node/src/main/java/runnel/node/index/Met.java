package runnel.node.index;

import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.api.Index;
import runnel.indexd.identity.PeerId;

/**
 * An index elsewhere that proved its key.
 *
 * @param index to be closed by whoever holds this
 * @param facts what it said of itself
 */
public record Met(Index index, Address address, Origin origin, Facts facts) {
  /**
   * What an index says of itself.
   *
   * @param candidacy empty if it is no candidate yet
   * @param instead the index that its host itself uses, if that is another one
   */
  public record Facts(PeerId host, Optional<Candidacy> candidacy, Optional<Elsewhere> instead) {
    Facts using(Elsewhere other) {
      return new Facts(host, candidacy, Optional.of(other));
    }
  }

  PeerId host() {
    return facts.host();
  }

  /** One that was given comes first, unless nobody else is there any more. */
  Rank rank() {
    return new Rank(origin == Origin.GIVEN && facts.instead().isEmpty(), facts.candidacy());
  }

  boolean usable() {
    return origin == Origin.GIVEN || facts.candidacy().isPresent();
  }

  Met with(Facts now) {
    return new Met(index, address, origin, now);
  }

  Hint hint() {
    return new Hint(address, Optional.of(host()), facts.candidacy(), origin);
  }
}
