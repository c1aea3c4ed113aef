package runnel.node.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.Store;

/** A queue on a real disk that downloads from a share in memory; can be closed and opened again. */
final class Desktop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final FakeShare share;
  private final Path target;
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private Store store;
  private Downloads downloads;

  Desktop(Path folder, FakeShare share) {
    this(folder, share, folder.resolve("target"));
  }

  Desktop(Path folder, FakeShare share, Path target) {
    this.folder = folder;
    this.share = share;
    this.target = target;
    open();
  }

  Path target() {
    return target;
  }

  Downloads downloads() {
    return downloads;
  }

  /** The next that is told of an end; waits for it. */
  String news() throws InterruptedException {
    return Optional.ofNullable(news.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
  }

  /** Queues {@code alice/a/b}. */
  long get(String path) {
    return get(path, Optional.empty());
  }

  /** The same, to that folder. */
  long get(String path, Path to) {
    return get(path, Optional.of(to));
  }

  private long get(String path, Optional<Path> to) {
    List<EntryName> names =
        Stream.of(path.split("/", -1)).filter(name -> !name.isEmpty()).map(EntryName::new).toList();
    Wish wish = new Wish.ByPath("alice", names, to);
    return downloads.add(wish).download().id();
  }

  DownloadView view(long id) {
    return downloads.list().stream()
        .filter(view -> view.download().id() == id)
        .findFirst()
        .orElseThrow();
  }

  /** Waits for the state by the changes that are told. */
  DownloadView await(long id, State state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long revision = downloads.revision();
    DownloadView view = view(id);
    while (view.download().state() != state) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(view + " never became " + state);
      }
      downloads.awaitChange(revision, Duration.ofSeconds(1));
      revision = downloads.revision();
      view = view(id);
    }
    return view;
  }

  /** As after the end of the node. */
  void reopen() {
    close();
    open();
  }

  @Override
  public void close() {
    downloads.close();
    store.close();
  }

  private void open() {
    store = Store.open(folder.resolve("store"), Downloads.storeSettings());
    downloads = Downloads.open(store, new Downloads.Network(share, share), target, new Listener());
    downloads.begin();
  }

  private final class Listener implements DownloadListener {
    @Override
    public void finished(Download download) {
      news.add("finished " + download.life().result());
    }

    @Override
    public void failed(Download download) {
      news.add("failed " + download.note().orElse(""));
    }
  }
}
