package runnel.node.index;

import java.util.function.LongConsumer;
import runnel.indexd.api.Index;
import runnel.indexd.identity.PeerId;

/**
 * The index that this node carries itself, for the case that no other one is there.
 *
 * @param host this node
 * @param index as this node sees it; belongs to whoever made it
 * @param stand makes it a candidate, from then on, with the logical time given
 */
public record OwnIndex(PeerId host, Index index, LongConsumer stand) {}
