package runnel.indexd.local;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Lease;
import runnel.indexd.api.Publication;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.Witness;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.search.Search;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreException;
import runnel.indexd.store.WriteView;

/**
 * An index in this process, over a store of its own.
 *
 * <pre>{@code
 * try (LocalIndex index = LocalIndex.open(folder, LocalIndexSettings.of(identity.id(), false))) {
 *   Lease lease = index.as(identity.key()).announce(announcement);
 * }
 * }</pre>
 *
 * <p>Thread-safe. A peer is who {@link #as} is told, so whoever calls it has proof of the key.
 */
public final class LocalIndex implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalIndex.class.getName());

  private final LocalIndexSettings settings;
  private final Store store;
  private final Members members;
  private final Catalogs catalogs;
  private final Owners owners;
  private final Search search;
  private final Staging staging;
  private final SearchTurns turns = new SearchTurns();
  private final Thread sweeper;
  private volatile Optional<Candidacy> candidacy = Optional.empty();
  private volatile Optional<Elsewhere> instead = Optional.empty();

  /** The order of changes of names; counted on the store's writer thread. */
  private final AtomicLong changes = new AtomicLong();

  private LocalIndex(Store store, LocalIndexSettings settings, Path searchFolder) {
    this.settings = settings;
    this.store = store;
    members = new Members(settings.clock());
    owners = new Owners(store);
    search = new Search(searchFolder, new SearchedCatalogs(store, owners, members::isOnline));
    catalogs = new Catalogs(store, settings.clock(), search::changed);
    staging = new Staging(store, settings.clock());
    if (store.read(Names::lacksClaims)) {
      boolean _ = store.write(Names::makeClaims);
    }
    if (store.read(Owners::areLacking)) {
      boolean _ = store.write(Owners::make);
    }
    store.read(this::load);
    sweeper = Thread.ofVirtual().name("index-leases").start(this::sweepLeases);
  }

  /**
   * Opens the index that is kept in the folder; makes it if there is none. Everybody is offline
   * until he announces himself.
   *
   * @throws StoreException if the store can't be opened
   */
  public static LocalIndex open(Path folder, LocalIndexSettings settings) {
    Store store = Store.open(folder, Tables.store(settings.mapBytes()));
    try {
      return new LocalIndex(store, settings, folder.resolve("search"));
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /** Returns the index as the peer with this proved key sees it. Cheap; closing it does nothing. */
  public Index as(PeerKey caller) {
    return new CallerIndex(this, caller);
  }

  /**
   * Makes this index a candidate for hosting the network's index; before, it is none.
   *
   * @param since see {@link Candidacy#since}
   */
  public void stand(long since) {
    candidacy = Optional.of(new Candidacy(settings.dedicated(), since, settings.host()));
  }

  /** Tells whoever asks that the host itself uses another index; empty if it uses this one. */
  public void uses(Optional<Elsewhere> other) {
    instead = other;
  }

  /**
   * Returns how much it holds and does now.
   *
   * @throws StoreException if the store can't be read
   */
  public IndexStatistics statistics() {
    Members.Counts counts = members.counts();
    Size.Total catalogSizes = store.read(view -> Size.total(view, Size.Of.CATALOG));
    Size.Total staged = store.read(view -> Size.total(view, Size.Of.STAGED));
    return new IndexStatistics(
        counts.users(),
        counts.online(),
        counts.contested(),
        counts.waits(),
        catalogSizes.peers(),
        catalogSizes.size().objects(),
        catalogSizes.size().bytes(),
        staged.size().bytes(),
        store.usedBytes());
  }

  /** Wakes all who wait for changes, and lets nobody wait any more: the first step of an end. */
  public void endWaits() {
    members.close();
  }

  /** Ends all waits and leases and closes the store. Idempotent. */
  @Override
  public void close() {
    members.close();
    sweeper.interrupt();
    try {
      search.close();
      members.leaveAll().forEach(this::keep);
    } finally {
      store.close();
    }
  }

  Members members() {
    return members;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return owners.of(contents, members::isOnline);
  }

  SearchAnswer search(PeerId caller, SearchQuery query) {
    return turns.search(caller, () -> search.search(query));
  }

  Staging staging() {
    return staging;
  }

  Store store() {
    return store;
  }

  IndexInfo info() {
    return new IndexInfo(settings.host(), candidacy, members.count(), instead);
  }

  Lease announce(PeerKey caller, Announcement said) {
    PeerId id = caller.id();
    if (members.knows(id, said)) {
      members.renew(id).ifPresent(this::keep);
    } else {
      change(view -> Names.bind(view, caller, said, settings.clock().now()));
      var _ = members.renew(id); // What it would keep was kept just now.
    }
    return new Lease(
        IndexLimits.LEASE,
        members.headVersion(id),
        members.contested(id),
        settings.clock().now(),
        instead);
  }

  /** Takes what the caller witnesses in place of what it witnessed before. */
  boolean witness(PeerId caller, List<Witness> witnesses) {
    Map<String, PeerId> pinned = Witnesses.checked(witnesses);
    if (store.read(view -> Witnesses.of(view, caller)).equals(pinned)) {
      return false; // Callers repeat themselves.
    }
    change(view -> Witnesses.replace(view, caller, pinned));
    return true;
  }

  void leave(PeerId caller) {
    members.leave(caller).ifPresent(this::keep);
  }

  Publication publish(PeerId caller, SignedHead head) {
    Publication publication = catalogs.publish(caller, head);
    if (publication instanceof Publication.Accepted) {
      members.published(caller, head.head().version());
    }
    return publication;
  }

  /** Ends the leases that are over now, and forgets staged objects that waited too long. */
  void sweep() {
    members.sweep().forEach(this::keep);
    staging.sweep();
  }

  /** Changes what the store holds of names, then what is told of those whose standing changed. */
  private void change(Function<WriteView, List<Standing>> change) {
    Changed changed =
        store.write(view -> new Changed(change.apply(view), changes.incrementAndGet()));
    members.take(changed.standings(), changed.sequence());
  }

  private void sweepLeases() {
    try {
      while (members.awaitLeaseEnd()) {
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The index closes.
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.CLOSED) {
        throw e;
      }
    }
  }

  /** Keeps when a user was last active. Failing that costs a time on display, so it only warns. */
  private void keep(Registration registration) {
    byte[] key = registration.key().id().hash().bytes();
    try {
      store.write(view -> {
        boolean current =
            view.get(Tables.USERS, key)
                .map(Registration::decode)
                .filter(kept -> kept.says(registration.name(), registration.address()))
                .isPresent();
        if (current) {
          view.put(Tables.USERS, key, registration.encode());
        }
        return current;
      });
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "could not keep when a user was last active: {0}", e.getMessage());
    }
  }

  private boolean load(ReadView view) {
    view.scan(
        Tables.USERS,
        new byte[0],
        (key, value) -> {
          Registration registration = Registration.decode(value);
          long version =
              Catalogs.head(view, registration.key().id())
                  .map(head -> head.head().version())
                  .orElse(0L);
          members.load(Contests.of(view, registration), version);
          return true;
        });
    return true;
  }

  /** How users stand after a change, and its place in the order of all. */
  private record Changed(List<Standing> standings, long sequence) {}
}
