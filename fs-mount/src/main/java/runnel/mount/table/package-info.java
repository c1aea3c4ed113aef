/**
 * What is mounted where on this computer, by the kernel's own table.
 *
 * <p>{@link runnel.mount.table.Mounts} reads it and says on which mount a path lies. Priorities: it
 * never asks a file system, since one may hang; then to be right where mounts cover each other.
 *
 * <p>Will not mount or unmount anything, or follow links: those are on a disk.
 */
package runnel.mount.table;
