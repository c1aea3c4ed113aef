package runnel.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.StoreException;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheStatistics;
import runnel.node.cache.CacheUsage;
import runnel.node.control.TransferControl;
import runnel.node.control.TransferDocuments;
import runnel.node.failure.NodeException;
import runnel.node.tree.Lister;

/** Reading, its cache and its limits, as the control API sees them. */
record TransferReport(NodeParts whole) implements TransferControl {
  /** What one command looks through: more is pinned folder by folder. */
  private static final int FOLDERS_MAX = 10_000;

  @Override
  public TransferDocuments.Why why(Optional<String> path) {
    WhyReport report = new WhyReport(whole);
    return path.map(report::of).orElseGet(report::all);
  }

  @Override
  public TransferDocuments.Ping ping(String peer) {
    return new PingReport(whole).of(peer);
  }

  @Override
  public TransferDocuments.CacheState cache() {
    CacheUsage usage = whole.moving().cache().usage();
    CacheStatistics since = whole.moving().cache().statistics();
    return new TransferDocuments.CacheState(
        usage.bytes(),
        usage.limitBytes(),
        usage.pinned(),
        since.storedBytes(),
        since.droppedUnits(),
        since.notKept(),
        since.evictedContents());
  }

  @Override
  public TransferDocuments.CacheState clearCache() {
    whole.moving().cache().clear();
    return cache();
  }

  @Override
  public TransferDocuments.Pinned pin(String path) {
    return forContents(path, whole.moving().cache()::pin);
  }

  @Override
  public TransferDocuments.Pinned unpin(String path) {
    return forContents(path, whole.moving().cache()::unpin);
  }

  private TransferDocuments.Pinned forContents(String path, Consumer<List<ContentId>> change) {
    Set<ContentId> contents = contents(path);
    try {
      change.accept(List.copyOf(contents));
    } catch (IllegalArgumentException e) {
      throw refused(path, e.getMessage(), e);
    } catch (StoreException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not keep that: " + e.getMessage(), e);
    }
    Cache cache = whole.moving().cache();
    return new TransferDocuments.Pinned(
        path, contents.size(), contents.stream().mapToLong(cache::cachedBytes).sum());
  }

  private Set<ContentId> contents(String path) {
    Set<ContentId> found = new HashSet<>();
    String clean = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    Lister.Line top = one(path, clean);
    Deque<String> folders = new ArrayDeque<>(top.folder() ? List.of(clean) : List.of());
    top.content().filter(content -> content.length() > 0).ifPresent(found::add);
    int looked = 0;
    while (!folders.isEmpty()) {
      String folder = folders.pop();
      if (++looked > FOLDERS_MAX) {
        throw refused(
            path, "it has more than " + FOLDERS_MAX + " folders; name smaller ones", null);
      }
      for (Lister.Line line : whole.lister().list(folder)) {
        if (line.folder()) {
          folders.push(folder + "/" + line.name());
        }
        line.content().filter(content -> content.length() > 0).ifPresent(found::add);
      }
    }
    return found;
  }

  private Lister.Line one(String path, String clean) {
    try {
      return whole.lister().one(clean);
    } catch (NodeException e) {
      if (e.kind() != NodeException.Kind.NOT_FOUND) {
        throw e;
      }
      throw new NodeException(
          e.kind(),
          "nothing is at %s; 'runnel ls' lists the users, 'runnel ls NAME' what one shares"
              .formatted(path),
          e);
    }
  }

  private static NodeException refused(String path, String why, Throwable cause) {
    return new NodeException(
        NodeException.Kind.REFUSED, "could not pin %s: %s".formatted(path, why), cause);
  }

  @Override
  public TransferDocuments.Settings settings() {
    return new ConfigReport(whole).settings();
  }

  @Override
  public TransferDocuments.Setting set(String key, String value) {
    return new ConfigReport(whole).set(key, value);
  }

  @Override
  public TransferDocuments.Setting unset(String key) {
    return new ConfigReport(whole).unset(key);
  }
}
