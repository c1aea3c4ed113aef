/**
 * What ctl writes for people: tables, sizes, and names that strangers chose.
 *
 * <p>Priorities: nothing that came from a peer can steer the terminal; nothing is ever cut.
 */
package runnel.ctl.text;
