/**
 * A node's home and life as seen from outside: where its files and its socket are, starting it,
 * waiting for it, ending it.
 *
 * <p>Priorities: end only what was started here; say why a start failed; leave nothing waiting. It
 * will not read or write what is inside the node's state but its start log and the note of its
 * mount.
 */
package runnel.ctl.home;
