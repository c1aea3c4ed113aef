package runnel.node.cache;

/**
 * How full a cache is.
 *
 * @param bytes what the marked parts of all files take on disk
 * @param limitBytes how much may be used
 */
public record CacheUsage(long bytes, long limitBytes) {}
