/**
 * Which keys are believed, and what a person decides about them.
 *
 * <p>Priorities: a pin changes only because a person said so; a key that was met is told apart from
 * one that somebody only talked of; bounded memory. It connects to nobody: what was met is told by
 * who met it. Conflicts are not kept across restarts, since they are met again.
 */
package runnel.node.trust;
