package runnel.node.share;

import java.util.List;

/**
 * What one scan did not publish.
 *
 * @param first the first of them, at most {@link #LISTED_MAX}
 * @param total how many there are
 */
public record Skips(List<Skipped> first, long total) {
  /** As many as a person may want to read. */
  public static final int LISTED_MAX = 1000;

  static final Skips NONE = new Skips(List.of(), 0);

  public Skips {
    first = List.copyOf(first);
  }
}
