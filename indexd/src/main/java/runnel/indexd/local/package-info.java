/**
 * The index in this process: names, presence and catalogs over an LMDB store.
 *
 * <p>Priorities: a name never changes hands by accident; one clock, the index's own, decides who is
 * online; a publication costs as much as what changed. It vouches for nothing. What it searches by
 * is made of the catalogs by {@link runnel.indexd.search}, in the folder {@code search} beside the
 * store's files, and can be removed while the index is closed.
 *
 * <p>Names, addresses, heads and objects are kept; leases, revisions and the epoch are not: after a
 * restart everybody is offline until he announces himself, and followers start again.
 *
 * <p>Tables of the store (kind {@code index}, version 3); numbers are big-endian, peer and object
 * ids 32 bytes:
 *
 * <table>
 * <caption>Key layouts</caption>
 * <tr><th>table</th><th>key</th><th>value</th></tr>
 * <tr><td>{@code users}</td><td>peer id</td><td>last active (i64, ms since 1970), key (44 bytes
 * SubjectPublicKeyInfo), length of the name (u8), name (UTF-8), address ({@code HOST:PORT},
 * possibly empty)</td></tr>
 * <tr><td>{@code claims}</td><td>name, case folded (UTF-8), 0 (u8), peer id</td><td>empty; one for
 * each user</td></tr>
 * <tr><td>{@code witnesses}</td><td>caller's peer id, name, case folded (UTF-8)</td><td>the peer id
 * that the caller pinned</td></tr>
 * <tr><td>{@code witnessed}</td><td>name, case folded (UTF-8), 0 (u8), pinned peer id</td><td>how
 * many callers witness it (u32, at least 1)</td></tr>
 * <tr><td>{@code heads}</td><td>peer id</td><td>the signed head as sent</td></tr>
 * <tr><td>{@code objects}</td><td>owner's peer id, object id</td><td>references (u32), the object
 * as sent</td></tr>
 * <tr><td>{@code owners}</td><td>length of a content (u64), its root, owner's peer id</td><td>how
 * many of the owner's objects list it (u32, at least 1)</td></tr>
 * <tr><td>{@code owners}</td><td>0 (u8)</td><td>empty; there once the table is complete</td></tr>
 * <tr><td>{@code staged}</td><td>owner's peer id, object id</td><td>the object as sent; emptied at
 * each start</td></tr>
 * <tr><td>{@code sizes}</td><td>peer id, 0 for the catalog or 1 for staged objects (u8)</td>
 * <td>objects (u64), their bytes (u64)</td></tr>
 * </table>
 *
 * <p>A store of version 1 is opened: its claims are made of its users. It had a table {@code
 * names}, which stays as it is and is not read. One of version 2 is opened, too: its owners of
 * contents are made of its objects.
 */
package runnel.indexd.local;
