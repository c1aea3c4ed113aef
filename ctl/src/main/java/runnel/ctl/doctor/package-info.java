/**
 * What this computer has and lacks for a node, without one: the other half of {@code runnel
 * doctor}.
 *
 * <p>Priorities: works when nothing else does, so it asks the file system and the kernel only; says
 * what to do; changes nothing. It never waits long: what may hang, a mount for one, is asked by a
 * program of the system.
 */
package runnel.ctl.doctor;
