package runnel.indexd.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.ChangedPaths;
import runnel.indexd.catalog.ChangedPaths.Limits;
import runnel.indexd.catalog.Entry;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** Catalogs in memory, published by path. Reads and publications exclude each other. */
final class Library implements CatalogSource {
  private final Trees trees = new Trees();
  private final Map<PeerId, Hash> roots = new ConcurrentHashMap<>();
  private final Map<PeerId, Hash> editions = new ConcurrentHashMap<>();
  private final Set<PeerId> online = ConcurrentHashMap.newKeySet();
  private long published;

  /** Returns the peer of this name. */
  static PeerId peer(String name) {
    return new PeerId(Hash.digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  Trees trees() {
    return trees;
  }

  void online(PeerId peer) {
    boolean _ = online.add(peer);
  }

  /** Publishes a catalog of files, each an entry by the path of its folder with a slash behind. */
  Change publish(PeerId owner, Map<String, List<Entry>> folders) {
    return publish(owner, folder("", new TreeMap<>(folders)).id());
  }

  synchronized Change publish(PeerId owner, Hash root) {
    Optional<Hash> before = Optional.ofNullable(roots.get(owner));
    Optional<Hash> edition = Optional.ofNullable(editions.get(owner));
    var _ = roots.put(owner, root);
    Hash now = Hash.digest(Long.toString(++published).getBytes(StandardCharsets.UTF_8));
    var _ = editions.put(owner, now);
    return new Change(
        owner,
        edition,
        now,
        before.flatMap(old -> ChangedPaths.between(old, root, trees, Limits.paths(100))));
  }

  private BuiltFolder folder(String at, Map<String, List<Entry>> folders) {
    List<Entry> entries = new ArrayList<>(folders.getOrDefault(at, List.of()));
    folders.keySet().stream()
        .filter(path -> path.startsWith(at) && path.length() > at.length())
        .map(path -> path.substring(at.length(), path.indexOf('/', at.length())))
        .distinct()
        .forEach(name -> entries.add(Trees.in(name, folder(at + name + "/", folders))));
    synchronized (this) {
      return trees.folder(entries);
    }
  }

  @Override
  public Map<PeerId, Hash> editions() {
    return Map.copyOf(editions);
  }

  @Override
  public synchronized <T> T read(PeerId owner, Function<Optional<Catalog>, T> function) {
    return function.apply(
        Optional.ofNullable(roots.get(owner)).map(root -> new Catalog(root, trees)));
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return Map.of();
  }

  @Override
  public boolean isOnline(PeerId peer) {
    return online.contains(peer);
  }
}
