package runnel.indexd.discovery;

/** What becomes of a datagram. */
sealed interface Verdict {
  /** It is for the listener. */
  record Passed(Beacon beacon) implements Verdict {}

  /** It is not. */
  record Dropped(Count why) implements Verdict {}
}
