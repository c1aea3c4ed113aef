/**
 * The composition root of a node: settings, start order, stop order. The only place where the
 * mount, the index and the node's own packages meet; so the adapters are here that let one of them
 * serve another which it does not know: {@code Sharing}, {@code ShareShelf}, {@code
 * NetworkContent}.
 *
 * <p>Priorities: say at the start what is wrong, in words for people; stop every part, whatever
 * fails. It decides nothing about catalogs, contents or the network.
 */
package runnel.node;
