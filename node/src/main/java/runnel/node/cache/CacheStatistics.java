package runnel.node.cache;

/**
 * What a cache has done since it was opened.
 *
 * @param hits how often a range that was asked for was there and trusted
 * @param storedBytes verified bytes written to disk
 * @param rehashedUnits units of an earlier run that were hashed again and were right
 * @param droppedUnits units that were marked present but were not right, or were gone
 * @param notKept chunks that were right and could not be written, the disk being full for example
 * @param evictedContents contents removed to stay within the limit
 */
public record CacheStatistics(
    long hits,
    long storedBytes,
    long rehashedUnits,
    long droppedUnits,
    long notKept,
    long evictedContents) {}
