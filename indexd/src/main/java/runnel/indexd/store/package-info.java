/**
 * What must survive: an ordered map of bytes per table, in LMDB, with durable transactions.
 *
 * <p>Priorities: nothing acknowledged is ever lost; a fault is an exception, not a crash; then
 * speed. What it will not do: encode anything, cache anything, span two stores.
 *
 * <p>A store is a folder (0700) with three files (0600): {@code data.mdb} and {@code lock.mdb} are
 * LMDB's, {@code store.lock} is locked while the store is open and holds one byte once the store
 * was made. {@code data.mdb} is sparse and as long as its map, so that a shorter file is known to
 * be cut off before a page beyond its end kills the process.
 *
 * <p>Besides the tables of its owner each store has the table {@code schema} with one record: key
 * {@code schema}, value the schema version (u32, big-endian) and the store's kind (ASCII).
 *
 * <p>Threads: one platform thread per store writes, and commits what waits as one transaction.
 * Reads run on the thread that asks, virtual ones too ({@code MDB_NOTLS}), at most {@value
 * runnel.indexd.store.Store#READERS} at once. No buffer of LMDB leaves this package: what goes in
 * and out are arrays that belong to the caller.
 *
 * <p>All that LMDB throws becomes a {@link runnel.indexd.store.StoreException} in one place; what a
 * caller's function throws comes back to that caller as it is.
 */
package runnel.indexd.store;
