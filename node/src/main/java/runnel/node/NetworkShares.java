package runnel.node;

import java.util.List;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.Head;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.node.download.Shares;
import runnel.node.failure.NodeException;
import runnel.node.network.Catalogs;
import runnel.node.network.Peer;
import runnel.node.network.Roster;

/** What peers share, by their catalogs. Thread-safe. */
final class NetworkShares implements Shares {
  private final Roster roster;
  private final Catalogs catalogs;

  NetworkShares(Roster roster, Catalogs catalogs) {
    this.roster = roster;
    this.catalogs = catalogs;
  }

  @Override
  public PeerId owner(String shownName) {
    return roster
        .byShownName(shownName)
        .map(Peer::id)
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.NOT_FOUND,
                "there is no user '%s'; 'runnel ls' lists them".formatted(shownName)));
  }

  @Override
  public Entry find(PeerId owner, List<EntryName> path) {
    Head head =
        catalogs
            .head(owner)
            .orElseThrow(() ->
                new NodeException(
                    NodeException.Kind.UNAVAILABLE,
                    "what %s shares is not known yet; try again later".formatted(shown(owner))));
    Entry entry = top(owner, head);
    for (EntryName name : path) {
      entry = child(owner, entry, name);
    }
    return entry;
  }

  @Override
  public Folder folder(PeerId owner, Hash id) {
    return catalogs.folder(owner, id);
  }

  @Override
  public void fetchAhead(PeerId owner, List<Hash> folders) {
    catalogs.fetchAhead(owner, folders);
  }

  private Entry child(PeerId owner, Entry parent, EntryName name) {
    return switch (parent) {
      case Entry.FolderEntry folder ->
          folder(owner, folder.id())
              .find(name)
              .orElseThrow(() ->
                  new NodeException(
                      NodeException.Kind.NOT_FOUND,
                      "%s shares nothing named '%s' there; 'runnel ls' shows what is"
                          .formatted(shown(owner), name.text())));
      case Entry.FileEntry file ->
          throw new NodeException(
              NodeException.Kind.NOT_A_FOLDER, "'%s' is a file".formatted(file.name().text()));
    };
  }

  private Entry top(PeerId owner, Head head) {
    Folder folder = folder(owner, head.root());
    return new Entry.FolderEntry(
        new EntryName(shown(owner)),
        head.root(),
        folder.size(),
        folder.files(),
        folder.folders(),
        head.time(),
        head.time());
  }

  private String shown(PeerId owner) {
    return roster.peers().stream()
        .filter(peer -> peer.id().equals(owner))
        .map(Peer::shownName)
        .findFirst()
        .orElse("a peer");
  }
}
