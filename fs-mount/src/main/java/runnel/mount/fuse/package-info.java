/**
 * Mounts a {@link runnel.mount.tree.FileTree} with jnr-fuse and libfuse 2.
 *
 * <p>The only package that imports {@code ru.serce} or {@code jnr}. Priorities, first to last: no
 * program that touches the mount waits without bound; no byte that the tree did not give; nothing
 * thrown crosses into native code; throughput.
 *
 * <p>Threads: libfuse starts as many as there are requests under way, so that readers that wait
 * don't stop others; each callback runs on one of them and may block in the tree. How many reads
 * wait at once is for the tree to bound. {@code stat} and listings never wait for a read.
 *
 * <p>Listings bring the attributes of what they name, which libfuse 2 does not know: {@link
 * runnel.mount.fuse.Interception} answers those requests (node/docs/adr/0014).
 *
 * <p>It doesn't write, doesn't know where bytes come from, keeps no bytes, and installs no shutdown
 * hook: whoever mounts unmounts.
 */
package runnel.mount.fuse;
