package runnel.node.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import runnel.indexd.api.User;
import runnel.indexd.catalog.CatalogException;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.Head;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.node.failure.NodeException;

/**
 * The catalogs of all peers, verified: their newest heads, and folders fetched when looked at.
 *
 * <p>Thread-safe. A folder that was seen answers from memory or disk; another is fetched from
 * whoever has it, bounded by the suppliers' deadlines.
 */
public final class Catalogs {
  /** A folder of 100,000 entries has pages two levels deep; more levels than this is an attack. */
  private static final int ROUNDS_MAX = 64;

  /** A supplier that hands out a listing piece by piece may take so long, somebody is waiting. */
  private static final Duration FOLDER_WITHIN = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(Catalogs.class.getName());

  private final SeenObjects objects;
  private final List<CatalogSupplier> suppliers;
  private final FolderMemory memory = new FolderMemory(System::nanoTime);
  private final FoldersAhead ahead;
  private final Heads heads;
  private final Duration folderWithin;
  private final Map<PeerId, Sums> sums = new ConcurrentHashMap<>();

  /**
   * @param store holds the tables named in the package's description
   * @param suppliers asked in this order for what is not known here
   */
  public Catalogs(Store store, List<CatalogSupplier> suppliers) {
    this(store, suppliers, FOLDER_WITHIN);
  }

  Catalogs(Store store, List<CatalogSupplier> suppliers, Duration folderWithin) {
    this.folderWithin = folderWithin;
    this.objects = new SeenObjects(store, SeenObjects.OBJECTS_MAX);
    this.suppliers = List.copyOf(suppliers);
    this.ahead = new FoldersAhead(memory, objects::get, this::fetch);
    this.heads = new Heads(store);
    heads.forEach((owner, head) -> keepSums(owner, () -> Folder.read(head.root(), objects::get)));
  }

  /** Returns the newest head of the owner that was seen and verified. */
  public Optional<Head> head(PeerId owner) {
    return heads.of(owner);
  }

  /**
   * Returns the folder, fetching what is not known of it; blocks while fetching.
   *
   * @throws NodeException UNAVAILABLE if nobody who has it answers
   */
  public Folder folder(PeerId owner, Hash id) {
    return memory.folder(id, () -> ahead.await(id).orElseGet(() -> read(owner, id)));
  }

  /**
   * Begins to fetch folders that somebody will probably look at, in few requests; returns at once.
   * Whatever does not come is fetched when it is looked at.
   *
   * @param ids some hundred at most
   */
  public void fetchAhead(PeerId owner, List<Hash> ids) {
    ahead.begin(owner, ids);
  }

  /** Returns the folder if all of it is in memory or on disk; asks nobody. */
  public Optional<Folder> knownFolder(Hash id) {
    try {
      return Optional.of(memory.folder(id, () -> Folder.read(id, objects::get)));
    } catch (CatalogException e) {
      return Optional.empty();
    }
  }

  /**
   * Forgets folders in memory that were not asked for within that time; they are on disk. Returns
   * how many entries these had.
   */
  public long forgetUnused(Duration within) {
    return memory.forgetUnused(within);
  }

  /** Says whether the owner's files and bytes are known. From memory. */
  public boolean isCounted(PeerId owner) {
    return sums(owner).isPresent();
  }

  /** Files in the owner's share, by its own account; 0 while that is not known. From memory. */
  public long files(PeerId owner) {
    return sums(owner).map(Sums::files).orElse(0L);
  }

  /** Bytes in the owner's share, by its own account; 0 while that is not known. From memory. */
  public long bytes(PeerId owner) {
    return sums(owner).map(Sums::bytes).orElse(0L);
  }

  /**
   * Fetches the user's head, and the top folder below it, if the index knows a newer one; blocks
   * while fetching.
   *
   * @return whether the head is known now; if not, trying again later may help
   */
  public boolean refresh(User user) {
    PeerId owner = user.id();
    if (isKnown(user)) {
      return true;
    }
    long before = heads.version(owner);
    // Whoever has only an older head than was announced does not keep the next from being asked.
    suppliers.stream().takeWhile(supplier -> !isKnown(user)).forEach(s -> refreshFrom(s, user));
    if (heads.version(owner) > before) {
      heads.of(owner).ifPresent(head -> keepSums(owner, () -> folder(owner, head.root())));
    }
    return isKnown(user);
  }

  private boolean isKnown(User user) {
    return heads.version(user.id()) >= user.headVersion();
  }

  /** Shown of every peer, so they stay in memory; the folders, perhaps of 2²⁰ entries, do not. */
  private record Sums(long files, long bytes) {}

  private Optional<Sums> sums(PeerId owner) {
    return Optional.ofNullable(sums.get(owner));
  }

  private void keepSums(PeerId owner, Supplier<Folder> reading) {
    try {
      Folder top = reading.get();
      sums.put(owner, new Sums(top.files(), top.size()));
    } catch (NodeException | CatalogException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "the top folder of {0} is not known: {1}",
          owner,
          e.getMessage());
    }
  }

  private void refreshFrom(CatalogSupplier supplier, User user) {
    try {
      Optional<byte[]> bytes = supplier.head(user.id());
      bytes.ifPresent(found -> heads.accept(user.id(), found));
    } catch (NodeException | CatalogException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "could not fetch the catalog of {0} from {1}: {2}",
          user.name(),
          supplier,
          e.getMessage());
    }
  }

  private Folder read(PeerId owner, Hash id) {
    long began = System.nanoTime();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      if (System.nanoTime() - began > folderWithin.toNanos()) {
        throw new NodeException(
            NodeException.Kind.UNAVAILABLE, "the folder did not arrive in time; try again");
      }
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
    Set<Hash> asked = Set.copyOf(ids);
    NodeException last =
        new NodeException(NodeException.Kind.UNAVAILABLE, "nobody who knows this folder is there");
    for (CatalogSupplier supplier : suppliers) {
      try {
        List<byte[]> wanted =
            supplier.objects(owner, ids).stream()
                .filter(object -> asked.contains(Hash.digest(object)))
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
