/**
 * Safe access to files below a folder, for serving them to strangers.
 *
 * <p>Every open is one {@code openat2} call from a descriptor of the folder, under {@code
 * RESOLVE_BENEATH}, {@code RESOLVE_NO_SYMLINKS} and {@code RESOLVE_NO_MAGICLINKS}, so that the
 * kernel itself refuses what leads outside, also when a folder is swapped for a link in the middle
 * of the walk. What was opened is then checked by descriptor. The JDK has no such call: its {@code
 * SecureDirectoryStream} shows no change time and blocks on a FIFO.
 *
 * <p>Priorities: never outside the folder; never a wait on a FIFO or device; then few system calls.
 * Uses libc by the JDK's FFM API and nothing else; Linux 5.6 or newer on a 64-bit machine.
 *
 * <p>Threads: every class may be used by several at once. A descriptor is closed when its last use
 * ends, so that a {@code close} during a read never hits a descriptor that was given out again.
 * Calls block for as long as the file system does.
 *
 * <p>It writes nothing, follows nothing, and knows nothing of shares.
 */
package runnel.node.beneath;
