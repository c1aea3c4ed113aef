package runnel.node.share;

import java.time.Duration;

/** A time by {@link System#nanoTime} at which something is to be done, if any. For one thread. */
final class Due {
  private boolean set;
  private long nanos;

  /** Sets it, unless it is earlier already. */
  void within(Duration wait) {
    long then = System.nanoTime() + wait.toNanos();
    if (!set || then - nanos < 0) {
      set = true;
      nanos = then;
    }
  }

  /** Sets it, whatever it was. */
  void in(Duration wait) {
    set = false;
    within(wait);
  }

  void clear() {
    set = false;
  }

  boolean isSet() {
    return set;
  }

  /** Says whether the time has come. */
  boolean isNow() {
    return set && System.nanoTime() - nanos >= 0;
  }

  /** How long until then, at most the given time. */
  long nanosLeft(long most) {
    return set ? Math.clamp(nanos - System.nanoTime(), 0, most) : most;
  }
}
