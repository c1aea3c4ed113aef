package runnel.indexd.discovery;

/** A moment of a monotonic clock that may be set. Pure; not for several threads. */
final class Due {
  private boolean set;
  private long at;

  void at(long nanos) {
    set = true;
    at = nanos;
  }

  void clear() {
    set = false;
  }

  boolean isSet() {
    return set;
  }

  boolean isReached(long nanos) {
    return set && nanos - at >= 0;
  }

  /** How long until then; {@code most} if that is longer, or if nothing is set. */
  long left(long nanos, long most) {
    return set ? Math.clamp(at - nanos, 0, most) : most;
  }
}
