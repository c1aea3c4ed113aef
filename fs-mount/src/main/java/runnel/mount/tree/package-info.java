/**
 * The port to what is mounted: a read-only tree of files, as fs-mount asks for it.
 *
 * <p>Imports the JDK only. Every call may come from many threads at once.
 */
package runnel.mount.tree;
