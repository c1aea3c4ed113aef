package runnel.node.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import runnel.indexd.catalog.Entry;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.Child;
import runnel.mount.tree.FileTree;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.Space;
import runnel.mount.tree.TreeException;
import runnel.node.failure.FailureTables;
import runnel.node.failure.NodeException;
import runnel.node.media.MediaTypes;

/** The network as a tree of files. Thread-safe. */
public final class NetworkTree implements FileTree {
  private static final System.Logger LOG = System.getLogger(NetworkTree.class.getName());

  private final PeerFolders peers;
  private final Facts facts;
  private final OpenPaths openPaths;
  private final ContentOpener content;
  private final QueryFolders queries;
  private final Streaks<Entry.FileEntry> opened = Streaks.ofSmallFiles();
  private final Streaks<Entry.FolderEntry> listed = Streaks.ofFolders();
  private final Map<String, FixedFile> fixed =
      Map.of(
          Place.WELCOME, FixedFile.ofResource(Place.WELCOME),
          Place.NOT_TO_BE_INDEXED, FixedFile.empty(Place.NOT_TO_BE_INDEXED));

  /**
   * @param peers what the peers share
   * @param facts what is known of it besides
   * @param content opens files' contents
   * @param finder finds what they share
   */
  public NetworkTree(PeerFolders peers, Facts facts, ContentOpener content, HitFinder finder) {
    this.peers = peers;
    this.facts = facts;
    this.content = content;
    this.openPaths = new OpenPaths(content);
    this.queries = new QueryFolders(finder, peers, System::nanoTime);
  }

  @Override
  public Attributes attributes(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> Inodes.folder(path, peers.changed());
          case Place.Fixed(String name) -> fixed.get(name).attributes();
          case Place.Peers all -> Inodes.folder(path, peers.changed());
          case Place.Searches all -> Inodes.folder(path, peers.changed());
          case Place.Search query -> Inodes.folder(path, peers.changed());
          case Place.InSearch hit -> attributes(path, () -> queries.place(hit));
          case Place.InPeer inPeer -> attributes(path, () -> inPeer);
        });
  }

  @Override
  public List<Child> list(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> top();
          case Place.Fixed file -> throw notAFolder(path);
          case Place.Peers all -> peers.names().stream().map(this::peerChild).toList();
          case Place.Searches all -> List.of();
          case Place.Search query -> hits(query);
          case Place.InSearch hit -> list(path, queries.place(hit));
          case Place.InPeer inPeer -> list(path, inPeer);
        });
  }

  @Override
  public Map<String, String> extendedAttributes(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> Map.of();
          case Place.Peers all -> Map.of();
          case Place.Searches all -> Map.of();
          case Place.Search query -> Map.of();
          case Place.Fixed(String name) -> Map.of(Facts.MEDIA_TYPE, MediaTypes.of(name));
          case Place.InSearch hit ->
              facts.extendedAttributes(queries.place(hit), openPaths.bytes(path));
          case Place.InPeer inPeer -> facts.extendedAttributes(inPeer, openPaths.bytes(path));
        });
  }

  @Override
  public OpenedFile open(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> throw isAFolder(path);
          case Place.Peers all -> throw isAFolder(path);
          case Place.Searches all -> throw isAFolder(path);
          case Place.Search query -> throw isAFolder(path);
          case Place.Fixed(String name) -> fixed.get(name).open();
          case Place.InSearch hit -> openPaths.open(path, () -> versionNow(queries.place(hit)));
          case Place.InPeer inPeer -> openPaths.open(path, () -> versionNow(inPeer));
        });
  }

  @Override
  public Space space() {
    return asked(peers::space);
  }

  private List<Child> top() {
    List<Child> children = new ArrayList<>();
    for (String name : List.of(Place.PEERS, Place.SEARCH)) {
      children.add(new Child(name, Inodes.folder("/" + name, peers.changed())));
    }
    fixed.forEach((name, file) -> children.add(new Child(name, file.attributes())));
    return children;
  }

  private Child peerChild(String name) {
    return new Child(name, attributes("/" + Place.PEERS + "/" + name));
  }

  private List<Child> hits(Place.Search search) {
    List<Child> children = new ArrayList<>();
    queries
        .hits(search)
        .forEach((name, hit) -> {
          String path = Place.Search.path(search.query()) + "/" + name;
          children.add(new Child(name, attributes(path, hit.place(), hit.entry())));
        });
    return children;
  }

  private List<Child> list(String path, Place.InPeer inPeer) {
    return switch (peers.find(inPeer)) {
      case Found.Top top -> children(path, inPeer, peers.entries(inPeer));
      case Found.Inside(Entry.FolderEntry folder) -> {
        List<Entry> entries = peers.entries(inPeer);
        listAhead(inPeer, folder);
        yield children(path, inPeer, entries);
      }
      case Found.Inside(Entry.FileEntry file) -> throw notAFolder(inPeer.toString());
    };
  }

  /** Who looks at a folder's folders one after the other finds the next ones there. */
  private void listAhead(Place.InPeer place, Entry.FolderEntry folder) {
    try {
      peers.fetchAhead(place, next(listed, place, folder));
    } catch (NodeException e) {
      // What it is in changed or can't be had any more; the folder itself is there.
      LOG.log(System.Logger.Level.DEBUG, "nothing is listed ahead: {0}", e.getMessage());
    }
  }

  private List<Child> children(String path, Place.InPeer folder, List<Entry> entries) {
    return entries.stream()
        .map(entry -> {
          String name = entry.name().text();
          return new Child(name, attributes(path + "/" + name, folder.child(entry.name()), entry));
        })
        .toList();
  }

  /** What is open stays as it is, at the path by which it is open. */
  private Attributes attributes(String path, Place.InPeer place, Entry entry) {
    return openPaths.attributes(path).orElseGet(() -> attributes(place, new Found.Inside(entry)));
  }

  private Attributes attributes(String path, Supplier<Place.InPeer> place) {
    return openPaths
        .attributes(path)
        .orElseGet(() -> {
          Place.InPeer found = place.get();
          return attributes(found, peers.find(found));
        });
  }

  private Attributes attributes(Place.InPeer place, Found found) {
    long inode = Inodes.number(peers.owner(place), place.below());
    return switch (found) {
      case Found.Top(var modified) -> Inodes.folder(inode, modified);
      case Found.Inside(Entry.FolderEntry folder) -> Inodes.folder(inode, folder.modified());
      case Found.Inside(Entry.FileEntry file) ->
          new Attributes(
              Attributes.Kind.FILE, file.size(), file.modified(), file.executable(), inode);
    };
  }

  private OpenPaths.Version versionNow(Place.InPeer place) {
    Entry.FileEntry file = peers.file(place);
    if (file.content().isPresent()) {
      fetchAhead(place, file);
    }
    return new OpenPaths.Version(
        attributes(place, new Found.Inside(file)), FileBytes.of(place, file), peers.owner(place));
  }

  /** Who reads a folder's small files one after the other finds the next ones there. */
  private void fetchAhead(Place.InPeer place, Entry.FileEntry file) {
    if (file.size() > Streaks.SMALL_BYTES) {
      return;
    }
    List<Entry.FileEntry> next = next(opened, place, file);
    if (!next.isEmpty()) {
      content.fetchAhead(
          next.stream().map(small -> small.content().orElseThrow()).toList(), peers.owner(place));
    }
  }

  private <T extends Entry> List<T> next(Streaks<T> streaks, Place.InPeer place, Entry taken) {
    Place.InPeer folder = place.parent();
    PeerId owner = peers.owner(place);
    return streaks.taken(
        folder.path(),
        peers.entries(folder),
        taken,
        entry -> Inodes.number(owner, folder.child(entry.name()).below()));
  }

  private static NodeException isAFolder(String path) {
    return new NodeException(NodeException.Kind.IS_A_FOLDER, path + " is a folder");
  }

  private static NodeException notAFolder(String path) {
    return new NodeException(NodeException.Kind.NOT_A_FOLDER, path + " is a file");
  }

  /** Every failure leaves in the mount's words. */
  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (NodeException e) {
      TreeException asTree = FailureTables.tree(e);
      throw asTree;
    }
  }
}
