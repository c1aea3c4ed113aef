/** Verified content on local disk. */
package runnel.node.cache;
