package runnel.indexd.api;

import runnel.indexd.identity.PeerId;

/**
 * Where somebody else is said to be.
 *
 * @param host whose key must be met there
 */
public record Elsewhere(Address address, PeerId host) {}
