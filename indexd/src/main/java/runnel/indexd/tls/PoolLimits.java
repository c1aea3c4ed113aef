package runnel.indexd.tls;

/**
 * How many connections a client keeps open at most.
 *
 * @param perRoute to one host and port
 * @param total to all together
 */
public record PoolLimits(int perRoute, int total) {
  /** As many as saturate a peer's two cores, and enough parked requests for one peer. */
  public static final PoolLimits DEFAULT = new PoolLimits(16, 64);

  public PoolLimits {
    if (perRoute < 1 || total < perRoute) {
      throw new IllegalArgumentException(
          "a pool has at least one connection per route: " + perRoute + " of " + total);
    }
  }
}
