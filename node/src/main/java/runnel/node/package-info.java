/**
 * The composition root of a node: settings, start order, stop order. The only place where the
 * mount, the index and the node's own packages meet.
 */
package runnel.node;
