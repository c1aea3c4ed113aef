package runnel.node.transfer;

import runnel.indexd.catalog.VersionTag;

/**
 * One version of a file as its owner lists it, hashed or not. Nothing but the owner's own
 * connection vouches for its bytes.
 *
 * @param path names from the top of the owner's share, joined by {@code /}
 * @param tag the owner's mark of the version
 * @param length in bytes, 0 or more
 */
public record FileVersion(String path, VersionTag tag, long length) {}
