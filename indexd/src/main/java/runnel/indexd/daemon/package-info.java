/**
 * The index as a daemon of its own: arguments, listener, and an orderly end.
 *
 * <p>Thin: everything it runs can be run by a node too.
 */
package runnel.indexd.daemon;
