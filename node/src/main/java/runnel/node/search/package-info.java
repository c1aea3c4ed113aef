/**
 * Looking for what others share: what a person types becomes a query of the index, and what the
 * index found becomes paths of this node's network.
 *
 * <p>Priorities: whatever is typed means something, and what does not is told with what would; a
 * user's name is who bears it here, whatever the index calls him. It trusts the index with nothing:
 * a hit is a place to look at. It knows neither the mount nor HTTP, and keeps nothing.
 */
package runnel.node.search;
