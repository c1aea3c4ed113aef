/**
 * Verified content on local disk: what was fetched once needs no network again.
 *
 * <p>Priorities: never show a byte that is wrong; never make a reader wait for what is not needed;
 * lose as little as possible. Losing is allowed, the network has it.
 *
 * <h2>What is promised of the bytes</h2>
 *
 * <ul>
 *   <li>Everything that comes over the network is checked in one place, {@link
 *       runnel.node.cache.VerifiedNodes}: proofs against the content id, bytes against proven
 *       hashes.
 *   <li>What an earlier run has stored is <em>present</em>, but not <em>trusted</em>: it is hashed
 *       again at its first use. The same after the file's change time moved while the content was
 *       closed, or while it was open and nothing was stored, and after 24 hours. Between those, a
 *       flipped bit on one's own disk is the disk's.
 *   <li>So marks and data need no order on disk. A kill loses the marks of the last 200 ms or 8
 *       MiB.
 *   <li>At most 2¹⁸ contents are remembered, and as many bytes as the settings say; the least
 *       recently used go, whole, but nothing that is open or pinned. The store's map should be as
 *       large as {@link runnel.node.cache.Cache#storeBytes} says, because a full LMDB can't even
 *       delete.
 *   <li>If there is no room, on the disk or in the store, bytes are not kept and all else goes on.
 * </ul>
 *
 * <h2>Files</h2>
 *
 * <p>{@code <folder>/<first two digits of the root>/<length>-<root>}: a sparse file of the
 * content's full length for each content of which something was stored, mode 0600 in folders of
 * 0700.
 *
 * <h2>Tables, schema version 1</h2>
 *
 * <p>All numbers are big-endian. The content key is the length (8 bytes) and the root (32 bytes).
 *
 * <table>
 *   <caption>Keys and values</caption>
 *   <tr><th>table</th><th>key</th><th>value</th></tr>
 *   <tr><td>contents</td><td>content key</td>
 *     <td>number of the last use (8), bytes on disk (8)</td></tr>
 *   <tr><td>ranges</td><td>content key, first leaf (8)</td>
 *     <td>leaf after the last (8): a run of leaves of 16 KiB that are present; runs do not
 *     touch</td></tr>
 *   <tr><td>nodes</td><td>content key, layer (1), segment (4)</td>
 *     <td>32 bytes for each of the 1024 nodes of the layer from {@code segment * 1024}, fewer in the
 *     last segment; zeros where the hash is not known. From layer 2 up to below the root, without
 *     padding; what is present has its hash of layer 2 here, or is a whole content</td></tr>
 *   <tr><td>pinned</td><td>content key</td><td>nothing: this content is not removed to make
 *     room</td></tr>
 * </table>
 *
 * <p>Will not fetch anything, wake anybody who waits for bytes, or keep bytes whose root is
 * unknown.
 */
package runnel.node.cache;
