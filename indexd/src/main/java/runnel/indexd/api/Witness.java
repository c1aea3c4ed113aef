package runnel.indexd.api;

import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;

/**
 * That a peer has pinned a name: it met that key under it before.
 *
 * @param name the name
 * @param pinned the key that bore it
 */
public record Witness(UserName name, PeerId pinned) {}
