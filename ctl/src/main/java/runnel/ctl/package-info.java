/** Placeholder. */
package runnel.ctl;
