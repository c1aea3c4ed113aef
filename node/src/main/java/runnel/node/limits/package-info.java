/**
 * How much this node sends and fetches: rates for all and for each peer, and how many requests for
 * content are served at a time.
 *
 * <p>Priorities: what is set holds, from the next bytes on; no peer gets more than another by
 * asking more often; what a program waits for goes before downloads, among what this node asks for
 * and among what one peer asks for; whoever waits makes progress, since slow is not dead. It moves
 * no bytes itself, and limits neither catalogs nor what the index is asked.
 */
package runnel.node.limits;
