package runnel.node.tree;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

/**
 * The hits of one query. It is asked again when somebody looks and the last answer is older than a
 * second. Thread-safe; who looks while it is asked waits for that answer.
 */
final class QueryFolder {
  /** As long as the kernel remembers what is where. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Somebody waits for a listing; the index usually answers in milliseconds. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final String query;
  private final HitFinder finder;
  private final PeerFolders peers;
  private final LongSupplier nanoTime;

  /** Held while the network is asked, for {@link #WITHIN} at most. */
  private final ReentrantLock asking = new ReentrantLock();

  // All guarded by asking.
  private final HitNames names = new HitNames();
  private Map<String, Hit> hits = Map.of();
  private Optional<Long> askedNanos = Optional.empty();

  QueryFolder(String query, HitFinder finder, PeerFolders peers, LongSupplier nanoTime) {
    this.query = query;
    this.finder = finder;
    this.peers = peers;
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
    asking.lock();
    try {
      ask();
      return hits;
    } finally {
      asking.unlock();
    }
  }

  /**
   * Returns where the hit of that name is, also if it is no hit any more.
   *
   * @throws NodeException as {@link #hits()}; NOT_FOUND
   */
  Place.InPeer place(String name) {
    asking.lock();
    try {
      Optional<Place.InPeer> known = names.place(name);
      if (known.isPresent()) {
        return known.get();
      }
      ask();
      return names
          .place(name)
          .orElseThrow(() -> Place.nothing(Place.Search.path(query) + "/" + name));
    } finally {
      asking.unlock();
    }
  }

  private void ask() {
    if (askedNanos.filter(at -> nanoTime.getAsLong() - at < FRESH.toNanos()).isPresent()) {
      return;
    }
    Map<Place.InPeer, Entry> found = found();
    Map<String, Hit> named = new LinkedHashMap<>();
    names
        .name(found.keySet())
        .forEach((name, place) -> named.put(name, new Hit(place, found.get(place))));
    hits = named;
    askedNanos = Optional.of(nanoTime.getAsLong());
  }

  /** What the owners' catalogs do not list, or not soon, is left out: the index only suggests. */
  private Map<Place.InPeer, Entry> found() {
    long end = nanoTime.getAsLong() + WITHIN.toNanos();
    List<HitFinder.HitPlace> told = answer(begun(() -> finder.find(query)), end);
    List<FutureTask<Optional<Hit>>> lookups =
        told.stream().map(at -> begun(() -> listed(at))).toList();
    Map<Place.InPeer, Entry> found = new LinkedHashMap<>();
    for (FutureTask<Optional<Hit>> lookup : lookups) {
      looked(lookup, end).ifPresent(hit -> found.put(hit.place(), hit.entry()));
    }
    return found;
  }

  /** What the owner's catalog lists there, if it is of that kind. */
  private Optional<Hit> listed(HitFinder.HitPlace at) {
    Place.InPeer place =
        new Place.InPeer(at.peer(), at.names().stream().map(EntryName::new).toList());
    return peers.find(place) instanceof Found.Inside(Entry entry)
            && entry instanceof Entry.FolderEntry == at.folder()
        ? Optional.of(new Hit(place, entry))
        : Optional.empty();
  }

  private static <T> FutureTask<T> begun(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread.ofVirtual().name("search").start(task);
    return task;
  }

  private Optional<Hit> looked(FutureTask<Optional<Hit>> lookup, long end) {
    try {
      return answer(lookup, end);
    } catch (NodeException e) {
      return Optional.empty();
    }
  }

  private <T> T answer(FutureTask<T> question, long end) {
    try {
      return question.get(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      boolean _ = question.cancel(true);
      throw late(e);
    } catch (InterruptedException e) {
      boolean _ = question.cancel(true);
      Thread.currentThread().interrupt();
      throw late(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeException known ? known : failed(e.getCause());
    }
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
