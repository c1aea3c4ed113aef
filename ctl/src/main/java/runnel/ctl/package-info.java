/**
 * The command {@code runnel}: one class per subcommand, each thin over the control API.
 *
 * <p>Priorities: results to standard output and everything else to standard error; a reason and an
 * exit status of its own for whatever goes wrong; a start that is not felt. It imports no other
 * module, and keeps nothing.
 */
package runnel.ctl;
