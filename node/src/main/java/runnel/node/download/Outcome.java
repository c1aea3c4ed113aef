package runnel.node.download;

/** How the try to do something ended. */
sealed interface Outcome {
  /**
   * It is done.
   *
   * @param bytes of a file; 0 of anything else
   */
  record Done(long bytes) implements Outcome {
    static final Done NOTHING = new Done(0);
  }

  /** It can't be done now; later it may. */
  record Later(String why) implements Outcome {}

  /** It can't be had any more, and is left out. */
  record Lost(String why) implements Outcome {}

  /** It was stopped from outside. */
  record Stopped() implements Outcome {}

  /** It can't be done as things are, and neither can the rest. */
  record Failed(String why) implements Outcome {}
}
