package runnel.indexd.discovery;

import runnel.indexd.api.Address;

/**
 * A beacon that somebody sent.
 *
 * @param beacon what it says, unproved
 * @param from the host that the datagram came from and the beacon's port; a link-local IPv6 host
 *     has its zone ({@code fe80::1%eth0}), and is 127.0.0.1 for what came by loopback
 * @param networkInterface the name of the interface that it came by
 */
public record Heard(Beacon beacon, Address from, String networkInterface) {}
