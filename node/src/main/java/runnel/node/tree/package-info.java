/**
 * The tree that is mounted: {@code peers/<user>/…} from the catalogs, {@code search/<query>/…} from
 * what the index finds in them, and {@code WELCOME.txt}.
 *
 * <p>Priorities: the root always answers at once; one version per open path; a peer that is away
 * makes nothing vanish. A hit is shown as its owner's catalog lists it, not as the index says.
 * Knows users and catalogs from {@code network}, readers by the port {@code ContentOpener},
 * searches by {@code HitFinder}; knows no HTTP and no FUSE.
 */
package runnel.node.tree;
