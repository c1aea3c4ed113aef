/** Placeholder. */
package runnel.node;
