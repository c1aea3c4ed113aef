package runnel.node.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import runnel.indexd.api.User;
import runnel.indexd.catalog.CatalogException;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;
import runnel.node.failure.NodeException;

/**
 * The catalogs of all peers, verified: their newest heads, and folders fetched when looked at.
 *
 * <p>Thread-safe. A folder that was seen answers from memory or disk; another is fetched from
 * whoever has it, bounded by the suppliers' deadlines.
 */
public final class Catalogs {
  static final Table HEADS = new Table("heads");

  /** A folder of 100,000 entries has pages two levels deep; more levels than this is an attack. */
  private static final int ROUNDS_MAX = 64;

  private static final System.Logger LOG = System.getLogger(Catalogs.class.getName());

  private final Store store;
  private final ObjectStore objects;
  private final List<CatalogSupplier> suppliers;
  private final FolderMemory memory = new FolderMemory();
  private final Map<PeerId, Head> heads = new ConcurrentHashMap<>();
  private final Map<PeerId, Folder> tops = new ConcurrentHashMap<>();

  /**
   * @param store holds the tables named in the package's description
   * @param suppliers asked in this order for what is not known here
   */
  public Catalogs(Store store, List<CatalogSupplier> suppliers) {
    this.store = store;
    this.objects = new ObjectStore(store, ObjectStore.OBJECTS_MAX);
    this.suppliers = List.copyOf(suppliers);
    loadHeads();
  }

  /** Returns the newest head of the owner that was seen and verified. */
  public Optional<Head> head(PeerId owner) {
    return Optional.ofNullable(heads.get(owner));
  }

  /**
   * Returns the folder, fetching what is not known of it; blocks while fetching.
   *
   * @throws NodeException UNAVAILABLE if nobody who has it answers
   */
  public Folder folder(PeerId owner, Hash id) {
    return memory.folder(id, () -> read(owner, id));
  }

  /**
   * Waits until a newer head of the owner is known.
   *
   * @param version what the caller has seen
   * @return whether there is one; false after the time is over
   */
  public boolean awaitNewer(PeerId owner, long version, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (heads) {
      while (head(owner).map(Head::version).orElse(0L) <= version) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !awaitHeads(left)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Says false if the thread is to end. The caller holds the lock of the heads. */
  private boolean awaitHeads(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(heads, nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Files in the owner's share, by its own account; 0 while that is not known. From memory. */
  public long files(PeerId owner) {
    return top(owner).map(Folder::files).orElse(0L);
  }

  /** Bytes in the owner's share, by its own account; 0 while that is not known. From memory. */
  public long bytes(PeerId owner) {
    return top(owner).map(Folder::size).orElse(0L);
  }

  /**
   * Fetches the user's head, and the top folder below it, if the index knows a newer one; blocks
   * while fetching.
   */
  public void refresh(User user) {
    PeerId owner = user.key().id();
    long known = head(owner).map(Head::version).orElse(0L);
    if (user.headVersion() > known) {
      boolean fetched = suppliers.stream().anyMatch(supplier -> refreshFrom(supplier, user));
      if (fetched) {
        keepTop(owner, () -> folder(owner, heads.get(owner).root()));
      }
    }
  }

  private Optional<Folder> top(PeerId owner) {
    return Optional.ofNullable(tops.get(owner));
  }

  /** Sums are shown of every peer, so the tops stay in memory; without one the sums are unknown. */
  private void keepTop(PeerId owner, Supplier<Folder> reading) {
    try {
      tops.put(owner, reading.get());
    } catch (NodeException | CatalogException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "the top folder of {0} is not known: {1}",
          owner,
          e.getMessage());
    }
  }

  private boolean refreshFrom(CatalogSupplier supplier, User user) {
    try {
      Optional<byte[]> bytes = supplier.head(user.key().id());
      bytes.ifPresent(found -> accept(user.key().id(), found));
      return bytes.isPresent();
    } catch (NodeException | CatalogException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "could not fetch the catalog of {0} from {1}: {2}",
          user.name(),
          supplier,
          e.getMessage());
      return false;
    }
  }

  /**
   * Takes a head, if its owner signed it and it is newer than what is known.
   *
   * @throws NodeException REFUSED if it is not this owner's
   * @throws CatalogException if it is not rightly signed
   */
  void accept(PeerId owner, byte[] bytes) {
    SignedHead signed = SignedHead.parse(bytes);
    Head head = signed.head();
    if (!head.owner().id().equals(owner) || !head.audience().isEmpty()) {
      throw new NodeException(
          NodeException.Kind.REFUSED, "this head is not the public one of " + owner);
    }
    boolean newer =
        heads
            .merge(owner, head, (old, next) -> next.version() > old.version() ? next : old)
            .equals(head);
    if (newer) {
      synchronized (heads) {
        heads.notifyAll();
      }
      store.write(view -> {
        view.put(HEADS, owner.hash().bytes(), bytes);
        return true;
      });
    }
  }

  private void loadHeads() {
    store.read(view -> {
      view.scan(
          HEADS,
          new byte[0],
          (key, value) -> {
            Head head = SignedHead.parse(value).head();
            heads.put(head.owner().id(), head);
            return true;
          });
      return true;
    });
    heads.forEach((owner, head) -> keepTop(owner, () -> Folder.read(head.root(), objects::get)));
  }

  private Folder read(PeerId owner, Hash id) {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      try {
        return Folder.read(id, objects::get);
      } catch (CatalogException e) {
        if (e.kind() != CatalogException.Kind.MISSING) {
          throw new NodeException(
              NodeException.Kind.FAILED, "the listing is damaged: " + e.getMessage(), e);
        }
        fetch(owner, e.missing());
      }
    }
    throw new NodeException(NodeException.Kind.FAILED, "the folder has too many levels of pages");
  }

  private void fetch(PeerId owner, List<Hash> ids) {
    NodeException last =
        new NodeException(NodeException.Kind.UNAVAILABLE, "nobody who knows this folder is there");
    for (CatalogSupplier supplier : suppliers) {
      try {
        List<byte[]> wanted =
            supplier.objects(owner, ids).stream()
                .filter(object -> ids.contains(Hash.digest(object)))
                .toList();
        if (!wanted.isEmpty()) {
          objects.put(wanted);
          return;
        }
      } catch (NodeException e) {
        last = e;
      }
    }
    throw last;
  }
}
