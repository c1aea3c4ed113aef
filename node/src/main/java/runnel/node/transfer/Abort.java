package runnel.node.transfer;

/**
 * Gives one request up, whatever it waits for: its turn at the peer, or its answer. Thread-safe.
 */
final class Abort implements Asking, Runnable {
  // Both guarded by this.
  private Runnable how = () -> {};
  private boolean over;

  /** What the request waits for now, and how to end that; at once if it was given up already. */
  @Override
  public void begun(Runnable next) {
    boolean late;
    synchronized (this) {
      how = next;
      late = over;
    }
    if (late) {
      next.run();
    }
  }

  /** Gives the request up; waits for nothing. Idempotent. */
  @Override
  public void run() {
    Runnable now;
    synchronized (this) {
      now = over ? () -> {} : how;
      over = true;
    }
    now.run();
  }

  /** Says whether the request was given up. */
  synchronized boolean isOver() {
    return over;
  }
}
