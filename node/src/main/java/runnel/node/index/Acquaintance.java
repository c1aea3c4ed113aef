package runnel.node.index;

import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/** A peer and where it was last. */
public record Acquaintance(PeerId peer, Address address) {}
