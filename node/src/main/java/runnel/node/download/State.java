package runnel.node.download;

import java.util.Locale;

/** Where a download is in its life. The numbers are stored: they never change. */
public enum State {
  /** It runs as soon as there is room for it. */
  QUEUED(1),
  /** It is fetched now. */
  RUNNING(2),
  /** Something outside is missing, such as its owner; it goes on by itself. */
  WAITING(3),
  /** The user stopped it; it goes on when the user says so. */
  PAUSED(4),
  /** It is where it was to go. */
  DONE(5),
  /** It can't be done as it is; the user may try again. */
  FAILED(6),
  /** The user gave it up; what was fetched of it is deleted. */
  CANCELLED(7);

  private final int number;

  State(int number) {
    this.number = number;
  }

  /** The word for it in the control API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more happens to it unless the user says so. */
  public boolean isEnded() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }

  int number() {
    return number;
  }

  static State of(int number) {
    for (State state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state has the number " + number);
  }
}
