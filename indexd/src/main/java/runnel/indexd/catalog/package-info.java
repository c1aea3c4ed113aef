/**
 * The catalog: a Merkle tree of folder objects under a head that the owner signed.
 *
 * <p>Any listing can be verified whoever handed it on, because a folder is named by the hash of its
 * bytes and the owner's key stands behind the root. Priorities: refuse what does not verify or
 * exceeds a limit before allocating for it; one byte form for one folder; small deltas.
 *
 * <p>Pure: no I/O, no clock. The byte formats are in {@code indexd/PROTOCOL.md} and held by
 * golden-byte tests.
 */
package runnel.indexd.catalog;
