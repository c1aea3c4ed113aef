package runnel.node.index;

import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/**
 * Which index is used, and why.
 *
 * @param address where it is; empty if it is this node's own
 * @param host whose it is
 * @param why for people
 * @param candidates what else is known of, in the order of preference
 */
public record Choice(Optional<Address> address, PeerId host, String why, List<Hint> candidates) {
  public Choice {
    candidates = List.copyOf(candidates);
  }

  /** Whether this node's own index is used. */
  public boolean own() {
    return address.isEmpty();
  }
}
