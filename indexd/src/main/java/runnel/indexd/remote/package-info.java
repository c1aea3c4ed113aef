/**
 * The index in another process, over HTTPS.
 *
 * <p>Priorities: never talk to another key than the one met first; give up within seconds, since
 * another index may take over; never hold more of an answer than its limit. It caches nothing and
 * repeats nothing by itself but what a pooled connection lost.
 */
package runnel.indexd.remote;
