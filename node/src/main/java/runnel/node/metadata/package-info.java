/**
 * Finds out what files are: media type, title, artist, duration, dimensions, pages.
 *
 * <p>The parsers (Apache Tika) read strangers' files, which may be made to hurt whoever parses
 * them. So they run in a process of their own, {@link runnel.node.metadata.child}, bounded in
 * memory, time, temporary files and lifetime, with no way to resolve a host or to open a URL; what
 * it says is checked and cut like anything from outside. A file that kills, hangs or fills the
 * process costs that process and its own metadata, nothing else.
 *
 * <p>Priorities: the node is unharmed; then it costs nothing at rest (the process ends when nothing
 * is asked for a while); then speed.
 *
 * <p>It reads what it is given by descriptor and opens nothing by name; it keeps nothing; it
 * extracts no text.
 */
package runnel.node.metadata;
