/**
 * What a node can find out about its surroundings, and what helps where something is amiss: the
 * node's half of {@code runnel doctor}.
 *
 * <p>Priorities: an answer within seconds whatever is broken; say what was tried, so that 'ok' is
 * not taken for more than it is; change nothing. It never reads the node's own mount from within
 * the node: a program of the system does.
 */
package runnel.node.doctor;
