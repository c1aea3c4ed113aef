package runnel.indexd.local;

import runnel.indexd.identity.PeerId;

/**
 * What a local index is and may use.
 *
 * @param host the node or daemon that hosts it
 * @param dedicated whether that is a daemon of its own
 * @param mapBytes the most its store may grow to, at least 16 MiB
 * @param clock by which leases end
 */
public record LocalIndexSettings(PeerId host, boolean dedicated, long mapBytes, IndexClock clock) {
  /** Room for the catalogs of some thousand users; a sparse file takes what is used. */
  public static final long MAP_BYTES_DEFAULT = 16L << 30;

  public LocalIndexSettings {
    if (mapBytes < 16 << 20) {
      throw new IllegalArgumentException("an index's store has 16 MiB or more, not " + mapBytes);
    }
  }

  /** Returns settings with this machine's clock and the default size. */
  public static LocalIndexSettings of(PeerId host, boolean dedicated) {
    return new LocalIndexSettings(host, dedicated, MAP_BYTES_DEFAULT, IndexClock.system());
  }
}
