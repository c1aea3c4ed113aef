package runnel.mount.fuse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import runnel.mount.tree.Attributes;

/**
 * Which sizes the kernel was told lately.
 *
 * <p>The kernel cuts what it reads at the size it was last told. When a file grew since, within the
 * time that attributes live, an open of the new version would read short. A table of fixed size,
 * one slot per hash of the inode: what is overwritten counts as not told.
 *
 * <p>What is put into a listing is heard when the whole listing is sent, if it is; so for a while
 * after a change the size before counts as well.
 */
final class ToldSizes {
  private static final int SLOTS = 1 << 14;

  /** More than a listing takes and attributes live. */
  private static final Duration IN_DOUBT = Duration.ofSeconds(3);

  /**
   * @param changed when another size had been told before, in nanoseconds
   */
  private record Told(long inode, long size, Optional<Long> changed) {}

  private final AtomicReferenceArray<Told> slots = new AtomicReferenceArray<>(SLOTS);
  private final LongSupplier nanos;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  ToldSizes(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void remember(Attributes attributes) {
    int slot = slot(attributes);
    Told before = slots.get(slot);
    if (before == null || before.inode() != attributes.inode()) {
      slots.set(slot, new Told(attributes.inode(), attributes.size(), Optional.empty()));
    } else if (before.size() != attributes.size()) {
      slots.set(
          slot, new Told(attributes.inode(), attributes.size(), Optional.of(nanos.getAsLong())));
    }
  }

  /** Says whether another size than this may be the last that the kernel heard. */
  boolean differsFrom(Attributes attributes) {
    Told told = slots.get(slot(attributes));
    return told != null
        && told.inode() == attributes.inode()
        && (told.size() != attributes.size() || isInDoubt(told));
  }

  private boolean isInDoubt(Told told) {
    return told.changed().map(when -> nanos.getAsLong() - when < IN_DOUBT.toNanos()).orElse(false);
  }

  private static int slot(Attributes attributes) {
    return Long.hashCode(attributes.inode() * 0x9E3779B97F4A7C15L) & (SLOTS - 1);
  }
}
