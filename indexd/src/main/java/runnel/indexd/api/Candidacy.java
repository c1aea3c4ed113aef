package runnel.indexd.api;

import java.util.Comparator;
import runnel.indexd.identity.PeerId;

/**
 * A node or daemon that stands as host of the network's index. Of all live candidates the first in
 * order hosts it, so whoever knows the same candidates chooses the same one: daemons of their own
 * come first, then who stands longest, then the smaller id.
 *
 * @param dedicated whether it is a daemon of its own, not part of a node
 * @param since a logical time that the candidate chose once, 1 to {@link #SINCE_MAX}: more than any
 *     it had heard of; not to be shown as a time of day
 * @param host the candidate's id
 */
public record Candidacy(boolean dedicated, long since, PeerId host)
    implements Comparable<Candidacy> {
  /** The largest number that every JSON reader keeps exactly. */
  public static final long SINCE_MAX = (1L << 53) - 1;

  private static final Comparator<Candidacy> ORDER =
      Comparator.comparing(Candidacy::dedicated)
          .reversed()
          .thenComparingLong(Candidacy::since)
          .thenComparing(Candidacy::host);

  public Candidacy {
    if (since < 1 || since > SINCE_MAX) {
      throw new IllegalArgumentException("a candidate stands since 1 to 2^53-1, not " + since);
    }
  }

  @Override
  public int compareTo(Candidacy other) {
    return ORDER.compare(this, other);
  }
}
