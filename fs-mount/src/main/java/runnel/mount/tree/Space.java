package runnel.mount.tree;

/**
 * The space of the whole tree, for {@code df}.
 *
 * @param totalBytes what all files take together
 * @param freeBytes what could still be written; 0 for a read-only tree
 * @param files how many files there are
 */
public record Space(long totalBytes, long freeBytes, long files) {}
