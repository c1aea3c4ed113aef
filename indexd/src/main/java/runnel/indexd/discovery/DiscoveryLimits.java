package runnel.indexd.discovery;

/**
 * How much discovery takes in at most; more is dropped and counted. Each number is above what a
 * network of 2,000 nodes sends by the rules (some 400 beacons a second while many ask).
 *
 * @param perSourceEachSecond beacons from one address in the long run; several nodes may share it
 * @param perSourceAtOnce beacons from one address in a burst
 * @param totalEachSecond beacons from all, and so calls of the listener, in the long run
 * @param totalAtOnce beacons from all in a burst
 * @param sources addresses remembered for the limits above
 * @param announcers peers remembered on each interface, to reckon how often to speak
 * @param interfaces network interfaces used; those that the system lists first
 */
public record DiscoveryLimits(
    int perSourceEachSecond,
    int perSourceAtOnce,
    int totalEachSecond,
    int totalAtOnce,
    int sources,
    int announcers,
    int interfaces) {
  /** What a node uses. */
  public static final DiscoveryLimits DEFAULT =
      new DiscoveryLimits(50, 200, 1_000, 2_000, 1_024, 4_096, 32);

  /** Beacons in the long run, beyond the total, from addresses that were not heard for a second. */
  int silentEachSecond() {
    return Math.max(1, totalEachSecond / 2);
  }

  public DiscoveryLimits {
    int least = Math.min(perSourceEachSecond, Math.min(perSourceAtOnce, totalEachSecond));
    least = Math.min(least, Math.min(totalAtOnce, Math.min(sources, announcers)));
    if (Math.min(least, interfaces) < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
