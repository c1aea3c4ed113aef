package runnel.node.doctor;

import java.util.Optional;

/** Whether the index answers, and why it is that one. */
public final class IndexCheck {
  private IndexCheck() {}

  /**
   * Judges it.
   *
   * @param where for people: the address, or that it is this node
   * @param answers whether it answered last time
   * @param why it was chosen, if anybody says
   */
  public static Finding of(String where, boolean answers, Optional<String> why) {
    String chosen = where + why.map(reason -> " (" + reason + ")").orElse("");
    return answers
        ? Finding.ok("index", chosen + " answers")
        : Finding.fail(
            "index",
            chosen + " does not answer",
            "see that a node or runnel-indexd runs there, that its port is open, and that its key"
                + " is the one known: runnel trust");
  }
}
