package runnel.node.tree;

import java.util.List;

/** Finds what peers share, for the folders below {@code search/}. Thread-safe. */
@FunctionalInterface
public interface HitFinder {
  /**
   * Returns where hits are, the best first: files, unless the query asks for folders; others' only.
   *
   * @param query as a person types it
   * @throws runnel.node.failure.NodeException REFUSED if it makes no sense; UNAVAILABLE
   */
  List<HitPlace> find(String query);

  /**
   * Where a hit is.
   *
   * @param peer the owner's shown name
   * @param names from the top of the share down
   * @param folder whether a folder is there
   */
  record HitPlace(String peer, List<String> names, boolean folder) {
    public HitPlace {
      names = List.copyOf(names);
    }
  }
}
