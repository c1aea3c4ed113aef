package runnel.node.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether what arrives by multicast is what a healthy network sends. */
public final class BeaconsCheck {
  private static final String CHECK = "beacons";

  private BeaconsCheck() {}

  /**
   * What arrived since the start, at all interfaces.
   *
   * @param heard beacons of this network's nodes
   * @param otherNetworks beacons of other networks
   * @param copied beacons that say they come from this very node, and do not
   * @param limited beacons beyond what is taken in
   * @param strange datagrams that are no beacons of this version, or come from elsewhere
   */
  public record Counted(long heard, long otherNetworks, long copied, long limited, long strange) {
    /** Returns the sum. */
    public Counted plus(Counted other) {
      return new Counted(
          heard + other.heard,
          otherNetworks + other.otherNetworks,
          copied + other.copied,
          limited + other.limited,
          strange + other.strange);
    }
  }

  /** Judges them; nothing is said where nothing is amiss. */
  public static List<Finding> of(Counted counted) {
    List<Finding> findings = new ArrayList<>();
    if (counted.otherNetworks() > 0 && counted.heard() == 0) {
      findings.add(
          Finding.warn(
              CHECK,
              "%d beacons of other networks were heard, none of this one"
                  .formatted(counted.otherNetworks()),
              "if somebody should be here: compare --network and the passphrase"));
    }
    if (counted.copied() > 0) {
      findings.add(
          Finding.warn(
              CHECK,
              "%d beacons in this node's name came from another computer"
                  .formatted(counted.copied()),
              "if this node's home was copied, give one of the two a home of its own;"
                  + " else somebody replays beacons, which makes nobody believe anything"));
    }
    if (counted.limited() > 0) {
      findings.add(
          Finding.warn(
              CHECK,
              "%d beacons were dropped: more than a network sends".formatted(counted.limited()),
              "somebody floods UDP port 7707; while that lasts others may be found late"));
    }
    if (counted.strange() > 0) {
      findings.add(
          Finding.warn(
              CHECK,
              "%d datagrams were dropped that are no beacons of this network's hosts"
                  .formatted(counted.strange()),
              "harmless: other software, or another version, uses UDP port 7707"));
    }
    return findings;
  }
}
