package runnel.indexd.api;

import java.util.Optional;
import runnel.indexd.identity.PeerId;

/**
 * What an index is.
 *
 * @param id the id of the node or daemon that hosts it
 * @param candidacy how it stands as host of the network's index; empty while it does not. A daemon
 *     of its own always stands
 * @param users how many users it knows
 * @param instead the index that its host itself uses, if that is another one: whoever can reach
 *     that one finds the network there
 */
public record IndexInfo(
    PeerId id, Optional<Candidacy> candidacy, long users, Optional<Elsewhere> instead) {
  public IndexInfo {
    if (candidacy.isPresent() && !candidacy.get().host().equals(id)) {
      throw new IllegalArgumentException("an index stands for itself only");
    }
  }

  /** Whether it is known to be a daemon of its own, not part of a node. */
  public boolean dedicated() {
    return candidacy.filter(Candidacy::dedicated).isPresent();
  }
}
