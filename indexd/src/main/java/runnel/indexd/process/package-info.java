/**
 * What every process that runs for long needs, a node as much as a daemon: a log that does not fill
 * the disk, a home that nobody else uses meanwhile, words for why files can't be used.
 *
 * <p>Priorities: a clear word where something is refused; then brevity. It ends no process and
 * prints nothing.
 */
package runnel.indexd.process;
