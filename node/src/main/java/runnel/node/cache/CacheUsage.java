package runnel.node.cache;

/**
 * How full a cache is.
 *
 * @param bytes what the marked parts of all files take on disk
 * @param limitBytes how much may be used
 * @param pinned how many contents are kept whatever comes
 */
public record CacheUsage(long bytes, long limitBytes, int pinned) {}
