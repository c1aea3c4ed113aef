/**
 * Finds other nodes and indexes of the local network by multicast, with no address typed.
 *
 * <p>Priorities: nothing that is heard is believed, it only says where to look; a flood costs no
 * more than receiving it, and nothing that grows is without a limit; silence at rest, whatever the
 * size of the network; then speed. No network, a network that comes later, or one that blocks
 * multicast is no error: the report says how it is, and it goes on.
 *
 * <p>At rest the nodes of a network send together, for each IP version, about one beacon a second
 * (6 nodes) and ten a second (2,000 nodes); {@code indexd/PROTOCOL.md} has the bytes, the kinds,
 * the timing and the reckoning.
 *
 * <p>Every suitable interface has a socket for IPv4 and one for IPv6, bound to the group: up, able
 * to multicast, not point-to-point. Loopback too, so that nodes of one machine find each other
 * without any network: on Linux that works for IPv4 though the interface does not claim it, and
 * does not for IPv6, which finds no route. Tried on Linux only.
 *
 * <p>One thread does everything: {@link runnel.indexd.discovery.Discovery} turns it, {@code Voices}
 * keeps to the interfaces as they come and go, a {@code Voice} speaks when its {@code Schedule}
 * says so, the {@code Ear} hears what the {@code Sieve} lets through. Schedule, sieve, limits and
 * codec are pure: they are given the time.
 *
 * <p>Will not: dial anybody, remember anybody, prove anything, cross a router.
 */
package runnel.indexd.discovery;
