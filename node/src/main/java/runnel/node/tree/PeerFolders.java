package runnel.node.tree;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.Head;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Space;
import runnel.node.failure.NodeException;
import runnel.node.network.Catalogs;
import runnel.node.network.Peer;
import runnel.node.network.Roster;

/** The peers' shares as folders: finds entries by path. Thread-safe. */
public final class PeerFolders {
  private final Roster roster;
  private final Catalogs catalogs;

  public PeerFolders(Roster roster, Catalogs catalogs) {
    this.roster = roster;
    this.catalogs = catalogs;
  }

  /** Returns the shown names of all peers. */
  List<String> names() {
    return roster.peers().stream().map(Peer::shownName).toList();
  }

  /** When the newest catalog was signed. */
  Instant changed() {
    return roster.peers().stream()
        .flatMap(peer -> catalogs.head(peer.id()).stream())
        .map(Head::time)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  PeerId owner(Place.InPeer place) {
    return peer(place).id();
  }

  /** Returns what is at the place; fetches what is not known of the folders above it. */
  Found find(Place.InPeer place) {
    Head head = catalogs.head(peer(place).id()).orElse(null);
    if (place.names().isEmpty()) {
      return new Found.Top(head == null ? Instant.EPOCH : head.time());
    }
    if (head == null) {
      throw Place.nothing(place.path());
    }
    if (ProbeNames.has(place.names().getLast())) {
      return new Found.Inside(probed(place, head));
    }
    Folder folder = catalogs.folder(peer(place).id(), head.root());
    for (EntryName name : place.names().subList(0, place.names().size() - 1)) {
      folder = inside(place, entry(place, folder, name));
    }
    return new Found.Inside(entry(place, folder, place.names().getLast()));
  }

  /** As {@link #find}, but nobody is asked: what nobody looked at has no such file. */
  private Entry probed(Place.InPeer place, Head head) {
    Hash id = head.root();
    for (EntryName name : place.names().subList(0, place.names().size() - 1)) {
      id =
          switch (entry(place, known(place, id), name)) {
            case Entry.FolderEntry folder -> folder.id();
            case Entry.FileEntry file -> throw Place.nothing(place.path());
          };
    }
    return entry(place, known(place, id), place.names().getLast());
  }

  private Folder known(Place.InPeer place, Hash id) {
    return catalogs.knownFolder(id).orElseThrow(() -> Place.nothing(place.path()));
  }

  /**
   * Returns the file at the place.
   *
   * @throws NodeException IS_A_FOLDER; NOT_FOUND
   */
  Entry.FileEntry file(Place.InPeer place) {
    return switch (find(place)) {
      case Found.Inside(Entry.FileEntry file) -> file;
      case Found.Inside(Entry.FolderEntry folder) -> throw isAFolder(place);
      case Found.Top top -> throw isAFolder(place);
    };
  }

  private static NodeException isAFolder(Place.InPeer place) {
    return new NodeException(NodeException.Kind.IS_A_FOLDER, place + " is a folder");
  }

  /** Returns what the folder at the place holds; a peer that published nothing holds nothing. */
  List<Entry> entries(Place.InPeer place) {
    return folder(place).map(Folder::entries).orElse(List.of());
  }

  /**
   * Returns those entries of one folder that have these names; reads the folder once.
   *
   * @throws NodeException if the folder is not there, or can't be had
   */
  Map<EntryName, Entry> entries(Place.InPeer folder, List<EntryName> names) {
    Map<EntryName, Entry> found = new HashMap<>();
    Optional<Folder> read = folder(folder);
    for (EntryName name : names) {
      read.flatMap(listing -> listing.find(name)).ifPresent(entry -> found.put(name, entry));
    }
    return found;
  }

  /** Begins to fetch the listings of folders of the place's peer; returns at once. */
  void fetchAhead(Place.InPeer place, List<Entry.FolderEntry> folders) {
    if (!folders.isEmpty()) {
      catalogs.fetchAhead(peer(place).id(), folders.stream().map(Entry.FolderEntry::id).toList());
    }
  }

  /** The space of all shares, from what is in memory: never waits. */
  Space space() {
    long bytes = 0;
    long files = 0;
    for (Peer peer : roster.peers()) {
      bytes = sum(bytes, catalogs.bytes(peer.id()));
      files = sum(files, catalogs.files(peer.id()));
    }
    return new Space(bytes, 0, files);
  }

  /** What owners claim may exceed all that there is: then the sum stays at the most. */
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Files in the peer's whole share, by its own account. From memory. */
  long files(Place.InPeer place) {
    return catalogs.files(peer(place).id());
  }

  /** Bytes in the peer's whole share, by its own account. From memory. */
  long bytes(Place.InPeer place) {
    return catalogs.bytes(peer(place).id());
  }

  Peer peer(Place.InPeer place) {
    return roster
        .byShownName(place.peer())
        .orElseThrow(() -> Place.nothing("/" + Place.PEERS + "/" + place.peer()));
  }

  private Optional<Folder> folder(Place.InPeer place) {
    return switch (find(place)) {
      case Found.Inside(Entry entry) -> Optional.of(inside(place, entry));
      case Found.Top top ->
          catalogs
              .head(peer(place).id())
              .map(head -> catalogs.folder(peer(place).id(), head.root()));
    };
  }

  private Folder inside(Place.InPeer place, Entry entry) {
    return switch (entry) {
      case Entry.FolderEntry folder -> catalogs.folder(peer(place).id(), folder.id());
      case Entry.FileEntry file ->
          throw new NodeException(
              NodeException.Kind.NOT_A_FOLDER, file.name() + " is a file, in " + place);
    };
  }

  private static Entry entry(Place.InPeer place, Folder folder, EntryName name) {
    return folder.find(name).orElseThrow(() -> Place.nothing(place.path()));
  }
}
