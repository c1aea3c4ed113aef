/**
 * What whoever runs a daemon wants to know of it: its health, and its metrics for Prometheus, on a
 * listener of their own.
 *
 * <p>Priorities: nothing here disturbs the index or tells of a person; names and paths stay. By
 * default only this machine reaches it: it asks nobody for a key.
 */
package runnel.indexd.daemon.monitor;
