package runnel.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.node.control.ControlDocuments;
import runnel.node.failure.NodeException;
import runnel.node.network.CatalogPublisher.OwnCatalog;
import runnel.node.peer.CatalogService.OwnObjects;
import runnel.node.share.Pace;
import runnel.node.share.Progress;
import runnel.node.share.Published;
import runnel.node.share.Share;
import runnel.node.share.ShareException;
import runnel.node.share.Skipped;
import runnel.node.share.Skips;

/** The own share, as index, peers and control API ask for it. Thread-safe. */
final class Sharing implements OwnObjects {
  private static final System.Logger LOG = System.getLogger(Sharing.class.getName());

  /** As many lines as a person reads; the total is told beside them. */
  private static final int SKIPPED_LISTED_MAX = 100;

  private final NodeSettings settings;
  private final Share share;

  Sharing(NodeSettings settings, Share share) {
    this.settings = settings;
    this.share = share;
  }

  /** Scans the share for the first time, in the background. */
  void start() {
    Thread.ofVirtual().name("first-scan").start(this::firstScan);
  }

  Optional<OwnCatalog> catalog() {
    return share.published().map(Publishable::new);
  }

  @Override
  public Optional<byte[]> head() {
    return share.published().map(published -> published.head().bytes());
  }

  @Override
  public Optional<byte[]> object(Hash id) {
    return share.published().flatMap(published -> published.object(id));
  }

  ControlDocuments.ShareState state() {
    Optional<Folder> top = top();
    return new ControlDocuments.ShareState(
        top.map(Folder::files).orElse(0L),
        top.map(Folder::folders).orElse(0L),
        top.map(Folder::size).orElse(0L),
        share.progress().files(),
        share.skipped().total());
  }

  ControlDocuments.Share share() {
    ControlDocuments.ShareState state = state();
    Progress progress = share.progress();
    Skips skips = share.skipped();
    return new ControlDocuments.Share(
        settings.share().toString(),
        state.files(),
        state.folders(),
        state.bytes(),
        new ControlDocuments.Hashing(progress.files(), progress.bytes()),
        new ControlDocuments.Watched(share.watched().folders(), share.watched().unwatched()),
        imports(),
        skips.first().stream()
            .limit(SKIPPED_LISTED_MAX)
            .map(skip -> new ControlDocuments.Skipped(skip.path(), words(skip.reason())))
            .toList(),
        skips.total());
  }

  private static String words(Skipped.Reason reason) {
    return switch (reason) {
      case LINK -> "a symbolic link; 'runnel share add' shares what it leads to";
      case IMPORT_CHANGED ->
          "the link leads elsewhere than what was shared; 'runnel share rm' it, and add it again";
      case IMPORT_REPLACED ->
          "has the name of an import; rename it, or end the import by 'runnel share rm'";
      case DRIVE -> "a Runnel drive; what others share is not shared on";
      case MADE_UP -> "made up by the kernel; its files are not kept anywhere";
      case IMPORT_UNLINKED -> "its link was deleted; 'runnel share rm' it, or add it again";
      case IMPORT_OVERLAPS -> "holds or lies in a folder of the node itself; 'runnel share rm' it";
      case AWAY ->
          "not there, as if its disk were away: stays listed; 'runnel share rm' it if it is gone";
      case EMPTIED ->
          "empty and on another disk, as if its own were away: stays listed;"
              + " 'runnel share rescan --accept-empty' if it was emptied";
      case SPECIAL -> "neither a file nor a folder";
      case UNREADABLE -> "may not be read";
      case NOT_UTF8 -> "the name is not UTF-8";
      case TOO_LONG -> "the path is too long";
      case TOO_DEEP -> "too many folders deep";
      case TOO_MANY -> "the share has too many entries";
      case FAILED -> "could not be read, is tried again";
    };
  }

  /** Looks the share over again; returns when all of it is hashed and published here. */
  ControlDocuments.Share rescan(boolean acceptEmpty) {
    return failing(() -> {
      share.rescan(acceptEmpty);
      return share();
    });
  }

  ControlDocuments.Import add(Path path, Optional<String> as) {
    return failing(() -> {
      String name = share.add(path, as);
      return new ControlDocuments.Import(name, share.imports().get(name).toString());
    });
  }

  ControlDocuments.Import remove(String name) {
    return failing(() -> new ControlDocuments.Import(name, share.remove(name).toString()));
  }

  Pace pace() {
    return share.pace();
  }

  void pace(Pace pace) {
    share.pace(pace);
  }

  private List<ControlDocuments.Import> imports() {
    return share.imports().entrySet().stream()
        .map(row -> new ControlDocuments.Import(row.getKey(), row.getValue().toString()))
        .toList();
  }

  private static <T> T failing(Supplier<T> action) {
    try {
      return action.get();
    } catch (ShareException e) {
      throw new NodeException(kind(e.kind()), e.getMessage(), e);
    }
  }

  private static NodeException.Kind kind(ShareException.Kind kind) {
    return switch (kind) {
      case STALE -> NodeException.Kind.STALE;
      case NOT_FOUND -> NodeException.Kind.NOT_FOUND;
      case REFUSED -> NodeException.Kind.REFUSED;
      case UNREADABLE, CLOSED -> NodeException.Kind.FAILED;
    };
  }

  private void firstScan() {
    try {
      share.rescan();
    } catch (ShareException e) {
      if (e.kind() != ShareException.Kind.CLOSED) { // Else the node ended meanwhile.
        LOG.log(System.Logger.Level.WARNING, "could not scan the share: {0}", e.getMessage());
      }
    }
  }

  private Optional<Folder> top() {
    return share
        .published()
        .map(published -> Folder.read(published.head().head().root(), published));
  }

  private final class Publishable implements OwnCatalog {
    private final Published published;

    Publishable(Published published) {
      this.published = published;
    }

    @Override
    public SignedHead head() {
      return published.head();
    }

    @Override
    public Optional<byte[]> object(Hash id) {
      return published.object(id);
    }

    @Override
    public OwnCatalog above(long version) {
      return failing(() -> {
        share.raise(version + 1);
        return new Publishable(share.rescan());
      });
    }
  }
}
