/**
 * What happened lately, as people and programs want to follow it: who came and went, which names
 * are in dispute, which index is used.
 *
 * <p>Priorities: never hold up whoever tells of something; bounded memory; who follows learns
 * whether something was missed. It keeps nothing across restarts, and is no log: what went wrong
 * inside is not told here.
 */
package runnel.node.events;
