package runnel.node.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import runnel.indexd.catalog.CatalogException;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.ObjectSource;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.StoreException;
import runnel.node.failure.NodeException;

/**
 * Folders on their way before somebody looks at them, many in one request.
 *
 * <p>Thread-safe. What does not come is left out: whoever looks at it asks again, and is told why.
 */
final class FoldersAhead {
  /** A page; or branches and their pages: some thousand entries. */
  private static final int ROUNDS_MAX = 4;

  /** Then no more is fetched ahead; each needs some megabytes at most. */
  private static final int BATCHES_MAX = 8;

  /** So that one owner that is slow does not end it for all. */
  private static final int BATCHES_PER_OWNER = 2;

  /** Whoever waited so long for one of many asks for it alone. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(FoldersAhead.class.getName());

  private final FolderMemory memory;
  private final ObjectSource known;
  private final BiConsumer<PeerId, List<Hash>> fetch;

  /** Whose batches are under way; guarded by itself. */
  private final List<PeerId> batches = new ArrayList<>();

  private final Map<Hash, CompletableFuture<Optional<Folder>>> underWay = new ConcurrentHashMap<>();

  /**
   * @param memory where they are kept
   * @param known objects that are here
   * @param fetch brings some of these objects here, or throws {@code NodeException}
   */
  FoldersAhead(FolderMemory memory, ObjectSource known, BiConsumer<PeerId, List<Hash>> fetch) {
    this.memory = memory;
    this.known = known;
    this.fetch = fetch;
  }

  /** Begins to bring those that are neither here nor under way; returns at once. */
  void begin(PeerId owner, List<Hash> ids) {
    if (ids.isEmpty() || !enter(owner)) {
      return;
    }
    Set<Hash> mine = new LinkedHashSet<>();
    for (Hash id : ids) {
      if (!memory.has(id) && underWay.putIfAbsent(id, new CompletableFuture<>()) == null) {
        mine.add(id);
      }
    }
    Thread.ofVirtual().name("folders-ahead").start(() -> bring(owner, mine));
  }

  /** Returns the folder if it is under way and arrives soon; waits for it. */
  Optional<Folder> await(Hash id) {
    CompletableFuture<Optional<Folder>> arrival = underWay.get(id);
    if (arrival == null) {
      return Optional.empty();
    }
    try {
      return arrival.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private boolean enter(PeerId owner) {
    synchronized (batches) {
      return batches.size() < BATCHES_MAX
          && batches.stream().filter(owner::equals).count() < BATCHES_PER_OWNER
          && batches.add(owner);
    }
  }

  private void leave(PeerId owner) {
    synchronized (batches) {
      batches.remove(owner);
    }
  }

  private void bring(PeerId owner, Set<Hash> left) {
    try {
      List<Hash> missing = take(left);
      for (int round = 0; round < ROUNDS_MAX && !missing.isEmpty(); round++) {
        fetch.accept(owner, missing);
        missing = take(left);
      }
    } catch (NodeException | StoreException e) {
      LOG.log(System.Logger.Level.DEBUG, "could not fetch folders ahead: {0}", e.getMessage());
    } finally {
      left.forEach(id -> arrived(id, Optional.empty()));
      leave(owner);
    }
  }

  /** Keeps those that are all here, and takes them out; returns what is missing of the others. */
  private List<Hash> take(Set<Hash> left) {
    List<Hash> missing = new ArrayList<>();
    for (Hash id : List.copyOf(left)) {
      try {
        Folder folder = memory.folder(id, () -> Folder.read(id, known));
        left.remove(id);
        arrived(id, Optional.of(folder));
      } catch (CatalogException e) {
        // None is missing of a damaged one: whoever looks at it is told.
        missing.addAll(e.missing());
      }
    }
    return missing;
  }

  private void arrived(Hash id, Optional<Folder> folder) {
    underWay.remove(id).complete(folder);
  }
}
