/**
 * Who is who: keys, the ids made of them, the names bound to them, and the key pair of this node.
 *
 * <p>The value types import the JDK only. Private keys never leave {@code Identity}.
 */
package runnel.indexd.identity;
