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

/** The network as a tree of files. Thread-safe. */
public final class NetworkTree implements FileTree {
  private static final System.Logger LOG = System.getLogger(NetworkTree.class.getName());

  private final PeerFolders peers;
  private final Facts facts;
  private final OpenPaths openPaths;
  private final ContentOpener content;
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
   */
  public NetworkTree(PeerFolders peers, Facts facts, ContentOpener content) {
    this.peers = peers;
    this.facts = facts;
    this.content = content;
    this.openPaths = new OpenPaths(content);
  }

  @Override
  public Attributes attributes(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> Inodes.folder(path, peers.changed());
          case Place.Fixed(String name) -> fixed.get(name).attributes();
          case Place.Peers all -> Inodes.folder(path, peers.changed());
          case Place.InPeer inPeer ->
              openPaths.attributes(path).orElseGet(() -> attributes(inPeer, peers.find(inPeer)));
        });
  }

  @Override
  public List<Child> list(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> top();
          case Place.Fixed file -> throw notAFolder(path);
          case Place.Peers all -> peers.names().stream().map(this::peerChild).toList();
          case Place.InPeer inPeer -> list(inPeer);
        });
  }

  @Override
  public Map<String, String> extendedAttributes(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> Map.of();
          case Place.Peers all -> Map.of();
          case Place.Fixed(String name) -> Map.of(Facts.MEDIA_TYPE, MediaTypes.of(name));
          case Place.InPeer inPeer -> facts.extendedAttributes(inPeer, openPaths.bytes(path));
        });
  }

  @Override
  public OpenedFile open(String path) {
    return asked(() ->
        switch (Place.of(path)) {
          case Place.Root root -> throw isAFolder(path);
          case Place.Peers all -> throw isAFolder(path);
          case Place.Fixed(String name) -> fixed.get(name).open();
          case Place.InPeer inPeer -> openPaths.open(path, () -> versionNow(inPeer));
        });
  }

  @Override
  public Space space() {
    return asked(peers::space);
  }

  private List<Child> top() {
    List<Child> children = new ArrayList<>();
    children.add(new Child(Place.PEERS, Inodes.folder("/" + Place.PEERS, peers.changed())));
    fixed.forEach((name, file) -> children.add(new Child(name, file.attributes())));
    return children;
  }

  private Child peerChild(String name) {
    return new Child(name, attributes("/" + Place.PEERS + "/" + name));
  }

  private List<Child> list(Place.InPeer inPeer) {
    return switch (peers.find(inPeer)) {
      case Found.Top top -> children(inPeer, peers.entries(inPeer));
      case Found.Inside(Entry.FolderEntry folder) -> {
        List<Entry> entries = peers.entries(inPeer);
        listAhead(inPeer, folder);
        yield children(inPeer, entries);
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

  private List<Child> children(Place.InPeer folder, List<Entry> entries) {
    return entries.stream()
        .map(entry -> {
          Place.InPeer place = folder.child(entry.name());
          Attributes known =
              openPaths
                  .attributes(place.path())
                  .orElseGet(() -> attributes(place, new Found.Inside(entry)));
          return new Child(entry.name().text(), known);
        })
        .toList();
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
