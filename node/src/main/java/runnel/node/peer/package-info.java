/**
 * What nodes ask of each other: the peer server, and the clients that ask it.
 *
 * <p>Priorities: serve nothing but what this node's own published catalog lists, and what it has of
 * others' of which their owner said lately that it shares them with everybody; answer alike for
 * what is not shared and what does not exist; bound what one peer may ask; then speed. The protocol
 * is in {@code node/PROTOCOL.md}.
 */
package runnel.node.peer;
