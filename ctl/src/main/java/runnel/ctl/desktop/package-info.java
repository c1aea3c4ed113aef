/**
 * The drive in the user's desktop: a bookmark in file managers, an entry in the menu of programs.
 *
 * <p>Writes only what the user asked for, below the user's own folders, and takes away nothing but
 * its own. It starts no program and knows no node.
 */
package runnel.ctl.desktop;
