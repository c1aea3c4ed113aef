/**
 * What runs in the parsers' process, and the only code that knows Apache Tika.
 *
 * <p>It trusts nobody: the file may take over a parser, so nothing here is believed by the node
 * beyond what {@code runnel.node.metadata} checks. It ends when the node is gone.
 */
package runnel.node.metadata.child;
