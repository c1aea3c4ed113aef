/**
 * The tree that is mounted: {@code peers/<user>/…} from the catalogs, and {@code WELCOME.txt}.
 *
 * <p>Priorities: the root always answers at once; one version per open path; a peer that is away
 * makes nothing vanish. Knows users and catalogs from {@code network}, readers by the port {@code
 * ContentOpener}; knows no HTTP and no FUSE.
 */
package runnel.node.tree;
