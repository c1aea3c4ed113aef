package runnel.indexd.api;

import runnel.indexd.identity.PeerId;

/**
 * What an index is.
 *
 * @param id the id of the node or daemon that hosts it
 * @param dedicated whether it is a daemon of its own, not part of a node
 * @param users how many users it knows
 */
public record IndexInfo(PeerId id, boolean dedicated, long users) {}
