/**
 * The control API: what {@code runnel} asks of its own node, over HTTP on a Unix domain socket.
 *
 * <p>The contract is {@code node/CONTROL.md}. The socket lies in a folder of mode 0700, so the file
 * system decides who may ask; no TCP port is open to other users of the machine.
 */
package runnel.node.control;
