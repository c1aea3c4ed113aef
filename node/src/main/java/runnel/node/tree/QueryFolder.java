package runnel.node.tree;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import runnel.indexd.catalog.Entry;
import runnel.node.failure.NodeException;

/**
 * The hits of one query. It is asked again when somebody looks and the last answer, or failure, is
 * older than a second. Thread-safe: all who look while it is asked wait for one answer, and who
 * looks at a hit that is known does not wait.
 */
final class QueryFolder {
  /** As long as the kernel remembers what is where. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Who waits has an answer or an error within five seconds (FAULTS). */
  private static final Duration WITHIN = Duration.ofSeconds(4);

  private final String query;
  private final HitFinder finder;
  private final HitLookup lookup;
  private final LongSupplier nanoTime;

  // All guarded by this; no I/O is done under it.
  private final HitNames names = new HitNames();
  private Optional<FutureTask<Map<String, Hit>>> asked = Optional.empty();
  private long answeredNanos;

  QueryFolder(String query, HitFinder finder, PeerFolders peers, LongSupplier nanoTime) {
    this.query = query;
    this.finder = finder;
    this.lookup = new HitLookup(peers, nanoTime);
    this.nanoTime = nanoTime;
  }

  /** What an owner's catalog lists where the index says that a hit is. */
  record Hit(Place.InPeer place, Entry entry) {}

  /**
   * Returns the hits by name, the best first.
   *
   * @throws NodeException REFUSED if the query makes no sense; UNAVAILABLE if the index does not
   *     answer
   */
  Map<String, Hit> hits() {
    try {
      return question().get(WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeException known
          ? new NodeException(known.kind(), known.getMessage(), known)
          : failed(e.getCause());
    }
  }

  /**
   * Returns where the hit of that name is, also if it is no hit any more.
   *
   * @throws NodeException as {@link #hits()}; NOT_FOUND
   */
  Place.InPeer place(String name) {
    Optional<Place.InPeer> known = known(name);
    if (known.isPresent()) {
      return known.get();
    }
    // Shells and editors try hidden names; whoever wants such a hit has seen it listed.
    if (!name.startsWith(".")) {
      var _ = hits();
    }
    return known(name).orElseThrow(() -> Place.nothing(Place.Search.path(query) + "/" + name));
  }

  private synchronized Optional<Place.InPeer> known(String name) {
    return names.place(name);
  }

  private synchronized FutureTask<Map<String, Hit>> question() {
    boolean fresh =
        asked
            .filter(
                task -> !task.isDone() || nanoTime.getAsLong() - answeredNanos < FRESH.toNanos())
            .isPresent();
    if (!fresh) {
      FutureTask<Map<String, Hit>> task = new FutureTask<>(this::ask);
      asked = Optional.of(task);
      answeredNanos = nanoTime.getAsLong();
      Thread.ofVirtual().name("search").start(task);
    }
    return asked.orElseThrow();
  }

  private Map<String, Hit> ask() {
    try {
      long end = nanoTime.getAsLong() + WITHIN.toNanos();
      return named(lookup.of(finder.find(query), end));
    } finally {
      answered();
    }
  }

  private synchronized void answered() {
    answeredNanos = nanoTime.getAsLong();
  }

  private synchronized Map<String, Hit> named(Map<Place.InPeer, Entry> found) {
    Map<String, Hit> named = new LinkedHashMap<>();
    names
        .name(found.keySet())
        .forEach((name, place) -> named.put(name, new Hit(place, found.get(place))));
    return named;
  }

  private NodeException late(Exception cause) {
    return new NodeException(
        NodeException.Kind.UNAVAILABLE,
        "could not search for '%s': the index did not answer in time".formatted(query),
        cause);
  }

  private NodeException failed(Throwable cause) {
    return new NodeException(
        NodeException.Kind.FAILED, "could not search for '%s'".formatted(query), cause);
  }
}
