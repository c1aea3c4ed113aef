package runnel.indexd.discovery;

import java.util.Optional;
import runnel.indexd.api.Candidacy;
import runnel.indexd.identity.PeerId;

/**
 * One datagram of discovery. It says nothing that could be believed: only where to look.
 *
 * @param kind what it wants
 * @param network whose beacon it is
 * @param peer who sends it
 * @param port the TCP port of the sender's listener, 1 to 65535
 * @param candidacy the sender's, if it stands as host of the index
 */
public record Beacon(
    Kind kind, NetworkTag network, PeerId peer, int port, Optional<Candidacy> candidacy) {
  /** What a beacon wants. */
  public enum Kind {
    /** I am here; who else is? */
    ASK,
    /** I am here. */
    HERE,
    /** I leave. */
    BYE
  }

  public Beacon {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
    if (candidacy.isPresent() && !candidacy.get().host().equals(peer)) {
      throw new IllegalArgumentException("a beacon tells of its sender's candidacy only");
    }
  }

  /** Returns the same beacon with another kind. */
  public Beacon as(Kind other) {
    return new Beacon(other, network, peer, port, candidacy);
  }
}
