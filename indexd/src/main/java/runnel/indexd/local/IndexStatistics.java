package runnel.indexd.local;

/**
 * How much an index holds and does, at one moment.
 *
 * @param users known
 * @param online of them
 * @param contested of them, by their names
 * @param waits for changes
 * @param catalogs of whose objects there are some
 * @param catalogObjects in all catalogs
 * @param catalogBytes of those
 * @param stagedBytes of objects that wait for a publication
 * @param storeBytes of the store's file that were ever used
 */
public record IndexStatistics(
    long users,
    long online,
    long contested,
    long waits,
    long catalogs,
    long catalogObjects,
    long catalogBytes,
    long stagedBytes,
    long storeBytes) {}
