/**
 * What this node publishes: the share folder, and what was imported into it, as a signed catalog;
 * its bytes and their proofs.
 *
 * <p>{@link runnel.node.share.Share} scans, hashes and publishes; {@link
 * runnel.node.share.Published} is what the peer server reads; {@link runnel.node.share.TreeStore}
 * has the hash trees. Priorities: never a byte that is neither below the share folder nor below a
 * recorded import, nor one of another version than was asked for; never hash twice; then speed. It
 * will not: speak to a network, follow a link that it did not record, take a disk that is away for
 * an emptied one.
 *
 * <p>Changes are told by inotify ({@link runnel.node.share.Watching}) and gathered ({@link
 * runnel.node.share.Looks}) until they are looked at; what was not told is found by rescans.
 *
 * <p>One thread per share changes the store, so that a scan, a hash that comes in and a publication
 * never cross; reads run anywhere. Files are hashed on a few platform threads.
 *
 * <h2>The store: kind {@code share}, schema version 1</h2>
 *
 * Numbers are big-endian; u is unsigned, i signed, the digits are bits. A <em>place</em> is the
 * number of a folder (u64, 1 for the top) and a name (1 to 255 bytes of UTF-8). A <em>content</em>
 * is a length (u64) and a root (32 bytes, zeros for the empty content). Times are since 1970.
 *
 * <table>
 * <caption>Tables</caption>
 * <tr><th>table</th><th>key</th><th>value</th></tr>
 * <tr><td>entries</td><td>place</td><td>a file: u8 1, state u8 (0 to be hashed, 1 hashed, 2 hashed
 *     and listed), device u64, inode u64, size u64, modified i64 ns, changed i64 ns, born i64 ns,
 *     mode u32, first shared i64 ms, and from state 1 the root unless the size is 0; a folder: u8
 *     2, number u64</td></tr>
 * <tr><td>folders</td><td>number u64</td><td>parent's number u64 (0 above the top), device u64,
 *     inode u64, born i64 ns, modified i64 ns, first shared i64 ms, built u8; if that is 1: object
 *     id (32), size u64, files u64, folders u64; then the name</td></tr>
 * <tr><td>pending</td><td>place</td><td>size u64: a file to be hashed</td></tr>
 * <tr><td>partial</td><td>device u64, inode u64, segment u32</td><td>of a file to be hashed: the
 *     first 16 bytes of SHA-256 over device, inode, size, modified and changed, and the hashes of
 *     16,384 nodes of the lowest layer that is kept</td></tr>
 * <tr><td>contents</td><td>content, place</td><td>nothing: that file has this content</td></tr>
 * <tr><td>trees</td><td>content, layer u8, segment u32</td><td>up to 1,024 hashes of 32 bytes, from
 *     {@code segment * 1024} on; layers from 2 to the one below the root</td></tr>
 * <tr><td>unused</td><td>content</td><td>nothing: its trees are deleted after the next publication
 *     unless a file has it by then</td></tr>
 * <tr><td>undescribed</td><td>content</td><td>nothing: it is to be described</td></tr>
 * <tr><td>metadata</td><td>content</td><td>what is known of it: u8 number of pairs; for each: u8
 *     length and key, u16 length and value, in UTF-8; none if it can't be understood</td></tr>
 * <tr><td>moved</td><td>place</td><td>nothing: a file that took over the hash of a renamed one, and
 *     is to be hashed again when there is time</td></tr>
 * <tr><td>objects</td><td>object id (32)</td><td>u32 how many folders have it, the object</td></tr>
 * <tr><td>parts</td><td>folder number u64</td><td>the ids of its objects, 32 bytes each</td></tr>
 * <tr><td>stale</td><td>time u64 ms, object id</td><td>nothing: no folder has it since then</td></tr>
 * <tr><td>imports</td><td>name (1 to 255 bytes of UTF-8)</td><td>device u64 on which it was last
 *     found (0 before), its path (UTF-8)</td></tr>
 * <tr><td>meta</td><td>{@code device}</td><td>u64: the device on which the share folder was last
 *     found</td></tr>
 * <tr><td>meta</td><td>{@code pace}</td><td>{@code full} or {@code gentle}: how files are
 *     hashed</td></tr>
 * <tr><td>meta</td><td>{@code salt}</td><td>32 secret bytes, for version tags</td></tr>
 * <tr><td>meta</td><td>{@code head}</td><td>the signed head published last</td></tr>
 * </table>
 *
 * <p>A folder that is not built has no built folder above it. Keys with names stay below LMDB's 511
 * bytes because a place names its folder by number.
 *
 * <p>A version tag is the first 16 bytes of SHA-256 over the salt, device, inode, size, modified
 * and changed (8 bytes each).
 */
package runnel.node.share;
