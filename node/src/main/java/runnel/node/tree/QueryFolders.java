package runnel.node.tree;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

/** The folders below {@code search/}: one for each query that somebody looked into lately. */
final class QueryFolders {
  /** Each holds some hundred hits and names. */
  private static final int QUERIES_MAX = 64;

  private final HitFinder finder;
  private final PeerFolders peers;
  private final LongSupplier nanoTime;

  /** Guarded by this; no I/O is done under it. */
  private final Map<String, QueryFolder> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, QueryFolder> eldest) {
          return size() > QUERIES_MAX;
        }
      };

  QueryFolders(HitFinder finder, PeerFolders peers, LongSupplier nanoTime) {
    this.finder = finder;
    this.peers = peers;
    this.nanoTime = nanoTime;
  }

  /** Returns the query's hits by name; see {@link QueryFolder#hits()}. */
  Map<String, QueryFolder.Hit> hits(Place.Search search) {
    return folder(search.query()).hits();
  }

  /**
   * Returns where it is in a peer's share.
   *
   * @throws NodeException NOT_FOUND if the query has no hit of that name, or a name is one that
   *     programs probe for; UNAVAILABLE
   */
  Place.InPeer place(Place.InSearch place) {
    if (ProbeNames.has(new EntryName(place.hit()))) {
      throw Place.nothing(Place.Search.path(place.query()) + "/" + place.hit());
    }
    return folder(place.query()).place(place.hit()).below(place.below());
  }

  private synchronized QueryFolder folder(String query) {
    return folders.computeIfAbsent(query, text -> new QueryFolder(text, finder, peers, nanoTime));
  }
}
