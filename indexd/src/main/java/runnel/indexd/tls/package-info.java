/**
 * Connections between peers: TLS 1.3 with a certificate on both sides, where the key is the
 * identity.
 *
 * <p>Priorities: fail closed, then speed. A context of {@link runnel.indexd.tls.Tls} can't be used
 * in a weaker way by mistake; {@link runnel.indexd.tls.PeerHttp} is the one client and {@link
 * runnel.indexd.tls.PeerListener} the one listener of everything that crosses the network; {@link
 * runnel.indexd.tls.Pins} remembers which key a name or an index stands for.
 *
 * <p>Will not: look at names, dates, issuers or revocation in certificates; decide who may read
 * what; discover anybody. Who is of another network is refused in every handshake, here and nowhere
 * else.
 */
package runnel.indexd.tls;
