package runnel.node.doctor;

import java.util.Optional;

/** Whether somebody else bears this node's name. */
public final class NameCheck {
  private NameCheck() {}

  /** Judges it; nothing is said of a name that nobody else claims. */
  public static Optional<Finding> of(String name, boolean contested) {
    return Optional.of(contested)
        .filter(claimed -> claimed)
        .map(claimed ->
            Finding.warn(
                "name",
                "somebody else on this network is called %s, too: who knows neither sees both with a suffix"
                    .formatted(name),
                "take another one: runnel down, then runnel up --name NAME; or have the others"
                    + " decide: runnel trust"));
  }
}
