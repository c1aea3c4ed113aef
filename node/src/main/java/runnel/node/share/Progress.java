package runnel.node.share;

/**
 * What is still to be hashed.
 *
 * @param files how many files
 * @param bytes the sum of their sizes
 */
public record Progress(long files, long bytes) {}
