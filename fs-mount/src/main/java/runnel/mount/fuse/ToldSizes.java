package runnel.mount.fuse;

import java.util.concurrent.atomic.AtomicReferenceArray;
import runnel.mount.tree.Attributes;

/**
 * Which sizes the kernel was told lately.
 *
 * <p>The kernel cuts what it reads at the size it was last told. When a file grew since, within the
 * time that attributes live, an open of the new version would read short. A table of fixed size,
 * one slot per hash of the inode: what is overwritten counts as not told.
 */
final class ToldSizes {
  private static final int SLOTS = 1 << 14;

  private record Told(long inode, long size) {}

  private final AtomicReferenceArray<Told> slots = new AtomicReferenceArray<>(SLOTS);

  void remember(Attributes attributes) {
    slots.set(slot(attributes), new Told(attributes.inode(), attributes.size()));
  }

  /** Says whether another size than this was the last that the kernel heard. */
  boolean differsFrom(Attributes attributes) {
    Told told = slots.get(slot(attributes));
    return told != null && told.inode() == attributes.inode() && told.size() != attributes.size();
  }

  private static int slot(Attributes attributes) {
    return Long.hashCode(attributes.inode() * 0x9E3779B97F4A7C15L) & (SLOTS - 1);
  }
}
