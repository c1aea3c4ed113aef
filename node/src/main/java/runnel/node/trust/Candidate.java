package runnel.node.trust;

import runnel.indexd.identity.PeerId;

/**
 * A key that could be accepted for a name or an index.
 *
 * @param key its id
 * @param proved whether it was met, not only heard of
 */
record Candidate(PeerId key, boolean proved) {}
