/**
 * Who is who: keys, the ids made of them, the names bound to them, the key pair of this node, and
 * the network that it belongs to.
 *
 * <p>Priorities: fail closed; no window in which a key is readable; a new identity never takes the
 * place of one that is there. The value types import the JDK only. Private keys never leave this
 * package but through a TLS key manager.
 *
 * <p>Will not: remember other peers (that is {@code runnel.indexd.tls.Pins}), recover a lost key.
 */
package runnel.indexd.identity;
