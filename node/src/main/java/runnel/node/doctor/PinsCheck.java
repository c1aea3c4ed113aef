package runnel.node.doctor;

import java.util.function.IntSupplier;

/** Whether the store of pinned keys can be read, and whether something is to be decided. */
public final class PinsCheck {
  private PinsCheck() {}

  /**
   * Judges it.
   *
   * @param pins reads all pins and says how many there are
   * @param undecided how many conflicts and contested names are open
   */
  public static Finding of(IntSupplier pins, IntSupplier undecided) {
    try {
      int pinned = pins.getAsInt();
      int open = undecided.getAsInt();
      return open == 0
          ? Finding.ok("keys", pinned + " pinned, no conflict")
          : Finding.warn(
              "keys",
              "%d pinned, %d in conflict".formatted(pinned, open),
              "see who it is and decide: runnel trust");
    } catch (RuntimeException e) { // Each store has exceptions of its own.
      return Finding.fail(
          "keys",
          "the pinned keys can't be read: " + e.getMessage(),
          "put state/pins back from a copy; without it nobody is believed");
    }
  }
}
