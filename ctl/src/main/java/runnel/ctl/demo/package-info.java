/**
 * A throw-away network of three users on this machine's loopback.
 *
 * <p>Priorities: it leaves nothing behind, however it ends; it ends only what it started and never
 * deletes through a mount; what it says was checked was read, every byte. It uses the same start
 * and end of nodes as {@code up} and {@code down}, and plain files.
 */
package runnel.ctl.demo;
