package runnel.node.transfer;

/**
 * What the engine keeps of one peer.
 *
 * @param name what people call it
 * @param gate bounds what it is asked
 * @param speed how fast it was
 */
record PeerLine(String name, PeerGate gate, SpeedMeter speed) {}
