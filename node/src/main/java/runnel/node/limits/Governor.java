package runnel.node.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The limits that hold now: kept in a file, changed while running. Thread-safe. */
public final class Governor {
  private final LimitsFile file;
  private final Throttle up;
  private final Throttle down;
  private final Slots slots = new Slots(Limits.SLOTS_USUAL);

  /** Written with this held. */
  private volatile Limits limits = Limits.USUAL;

  private Governor(Path file, LongSupplier nanoTime) {
    this.file = new LimitsFile(file);
    this.up = Throttle.fairToPeers(nanoTime);
    this.down = new Throttle(nanoTime);
  }

  /** Sets what the file says. */
  public static Governor open(Path file, LongSupplier nanoTime) {
    Governor governor = new Governor(file, nanoTime);
    governor.apply(governor.file.load());
    return governor;
  }

  /** What holds now. */
  public Limits limits() {
    return limits;
  }

  /** Holds back what is sent. */
  public Throttle up() {
    return up;
  }

  /** Holds back what is fetched. */
  public Throttle down() {
    return down;
  }

  /** Bounds how many requests are served at a time. */
  public Slots slots() {
    return slots;
  }

  /**
   * Changes the limits, from the next bytes on, and keeps them.
   *
   * @throws IOException if they can't be kept; they are as before then
   * @throws IllegalArgumentException as the change throws it
   */
  public synchronized void change(UnaryOperator<Limits> change) throws IOException {
    Limits next = change.apply(limits);
    file.save(next);
    apply(next);
  }

  private void apply(Limits next) {
    limits = next;
    up.limit(next.of(LimitKey.UPLOAD), next.of(LimitKey.UPLOAD_PER_PEER));
    down.limit(next.of(LimitKey.DOWNLOAD), next.of(LimitKey.DOWNLOAD_PER_PEER));
    slots.limit(next.of(LimitKey.UPLOAD_SLOTS));
  }
}
