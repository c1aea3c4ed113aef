/**
 * Moves verified content from peers into the cache.
 *
 * <p>Priorities: never a byte that does not follow from its content id; never a wait without an
 * end; then speed. A reader asks for a range; what is missing is fetched by ranges of 64 KiB nodes,
 * each checked as it arrives; readers of one node join; a source that fails is replaced.
 *
 * <p>Who else reads the same is a source, too ({@code Holder}), for the nodes that it says it has,
 * and is believed no more than any other. Where many read, {@code Company} says who of them asks
 * the owner for which part.
 *
 * <p>A download is fetched by the same machinery as what is read, but kept by a {@code Keeper} of
 * its own, and less urgent.
 *
 * <p>Knows sources only by the port {@code Source}; the HTTPS one is in {@code peer}. Does not know
 * users, catalogs or the mount.
 */
package runnel.node.transfer;
