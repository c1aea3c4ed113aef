/**
 * Background copies of files and folders into a folder of the user's.
 *
 * <p>{@link runnel.node.download.Downloads} is the queue. Priorities: never a wrong byte, and never
 * one over something that is there; nothing that was verified is fetched again; a reader of the
 * mount goes first; then speed.
 *
 * <h2>How a download goes</h2>
 *
 * <ol>
 *   <li>{@code Planner} finds what is wished for: one item, a file or a folder.
 *   <li>{@code Queue}, a pure state machine, says which downloads run; {@code DownloadRun} makes
 *       passes over the items of one: a folder becomes the items of what it lists, page by page,
 *       and a file is fetched. So a tree of a million files needs memory for a hundred items.
 *   <li>{@code BatchTask} has small files in one request and writes each to its place as it comes.
 *   <li>{@code FileFetch} brings the missing nodes of 64 KiB of a larger one, some requests at
 *       once, and {@code Partial} takes only what follows from the content id. Bytes are written
 *       once, into the file that will be the result (ADR 9). Meanwhile others who fetch the same
 *       may have what is there ({@code GrowingContent}).
 *   <li>{@code Settling} syncs whole files, hundreds at once, and crosses them off. What a kill
 *       leaves that was not crossed off is hashed, and not fetched again.
 *   <li>All is put together in {@code TARGET/.runnel-downloads/ID}, mode 0700. At the end one
 *       rename that never replaces anything moves it to {@code TARGET/NAME}, or {@code NAME (2)}.
 * </ol>
 *
 * <p>A target's disk may hang for hours, as that of a host that is gone. Only threads of the
 * system's own ask it ({@code Disk}; {@code Writing} for what is fetched, {@code DiskReaders} for
 * what others have of it), so that it holds up what is on it and nothing else; a download that
 * hangs keeps its place among those that run until the user stops it. {@code Cleaning} deletes
 * behind what was cancelled, which takes no such place.
 *
 * <h2>Partial files</h2>
 *
 * <p>{@code parts/ORDER-ROOT} is the file with holes, {@code parts/ORDER-ROOT.hashes} has 32 bytes
 * for each node of layer 2 (of the root's layer, if that is lower): its hash if the node was
 * written, else zeros or nothing. A node that an earlier process wrote counts when its bytes were
 * hashed again; the hashes together must lead to the root.
 *
 * <h2>Tables: kind {@code downloads}, schema version 1</h2>
 *
 * <p>Numbers are big-endian. A <em>text</em> is its length in bytes (4) and UTF-8; a <em>path</em>
 * the number of names (2) and a text for each; a <em>flag</em> one byte, 0 or 1; a <em>time</em>
 * seconds since 1970 (8) and nanoseconds (4); a <em>content</em> its length (8) and, unless that is
 * 0, its root (32).
 *
 * <table>
 *   <caption>Keys and values</caption>
 *   <tr><th>table</th><th>key</th><th>value</th></tr>
 *   <tr><td>downloads</td><td>id (8)</td><td>origin; target (text); folder (flag); state (1: 1
 *     queued, 2 running, 3 waiting, 4 paused, 5 done, 6 failed, 7 cancelled), planned (flag), note
 *     (text), result (text), ended (8, ms since 1970); files, bytes, files done, bytes done, bytes
 *     partial, files lost, files changed (8 each); created (8, ms). An origin is 1 (1), the owner's
 *     peer id (32), the shown name (text), path; or 2 (1), content, flag, and if that is 1 a peer id
 *     (32)</td></tr>
 *   <tr><td>items</td><td>id (8), order (8)</td><td>1 (1), path, modified (time), executable
 *     (flag), size (8), flag and if that is 1 content: a file to fetch; or 2 (1), path, modified
 *     (time), folder id (32), text: a folder whose entries up to that name are items
 *     already</td></tr>
 *   <tr><td>folders</td><td>id (8), order (8)</td><td>as a folder in items: it was made, and gets
 *     its time at the end</td></tr>
 * </table>
 *
 * <p>Will not speak to peers itself, write to the cache, or merge into folders that are there.
 */
package runnel.node.download;
