/**
 * The client of a node's control API ({@code node/CONTROL.md}): one request and its answer over a
 * Unix domain socket, and the one kind of failure that ctl knows.
 *
 * <p>Priorities: an answer or a reason within the deadline, whatever the other end does; bounded
 * memory; a fast start, hence no HTTP library. It will not keep connections, follow redirects or
 * speak TCP.
 */
package runnel.ctl.control;
