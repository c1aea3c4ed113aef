package runnel.ctl;

/** A text on the terminal that is painted over as it changes. */
final class Screen {
  /** ANSI: to the upper left corner. The old lines are cleared as they are written over. */
  private static final String HOME = "\u001b[H";

  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_ALL = "\u001b[2J";

  private final Session session;
  private String shown = "";

  Screen(Session session) {
    this.session = session;
  }

  /** Shows the lines; false once nobody reads them any more. */
  boolean show(String lines) {
    if (lines.equals(shown)) {
      return true;
    }
    String begin = shown.isEmpty() ? CLEAR_ALL : "";
    shown = lines;
    session.out().print(begin + HOME + lines.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
    session.out().flush();
    return !session.out().checkError();
  }
}
