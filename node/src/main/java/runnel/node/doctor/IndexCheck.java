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
   * @param passedOver the address that the user gave, if another one had to be used
   */
  public static Finding of(
      String where, boolean answers, Optional<String> why, Optional<String> passedOver) {
    String chosen = where + why.map(reason -> " (" + reason + ")").orElse("");
    if (answers && passedOver.isPresent()) {
      return Finding.warn(
          "index",
          "%s, given by --index, does not answer; %s does".formatted(passedOver.get(), chosen),
          "see that a node or runnel-indexd of this network runs there, that its port is open, and"
              + " that its key is the one known: runnel trust; or start without --index");
    }
    return answers
        ? Finding.ok("index", chosen + " answers")
        : Finding.fail(
            "index",
            chosen + " does not answer",
            "see that a node or runnel-indexd runs there, that its port is open, and that its key"
                + " is the one known: runnel trust");
  }
}
