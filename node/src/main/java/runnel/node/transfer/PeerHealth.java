package runnel.node.transfer;

import runnel.indexd.identity.PeerId;

/**
 * How a peer stands as a source.
 *
 * @param peer who
 * @param name what people call it
 * @param problem why it is not asked for a while; empty if it is
 * @param bytesPerSecond how fast it was; 0 if nothing was fetched from it yet
 */
public record PeerHealth(PeerId peer, String name, String problem, long bytesPerSecond) {}
