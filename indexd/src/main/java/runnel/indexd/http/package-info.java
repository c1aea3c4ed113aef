/**
 * The index over HTTPS: one Helidon service over a {@link runnel.indexd.local.LocalIndex}.
 *
 * <p>Priorities: the caller is the key of the connection, nothing in a request says otherwise;
 * wrong input is answered with 400 and a reason, before it costs memory; then brevity. It opens no
 * port: a daemon or a node registers it with its own listener. Described in {@code
 * indexd/PROTOCOL.md}.
 */
package runnel.indexd.http;
