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
 */
public record IndexInfo(PeerId id, Optional<Candidacy> candidacy, long users) {
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
