package runnel.node.tree;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;

/** Lists what peers share, with what {@code stat} does not tell: for the control API. */
public final class Lister {
  private final PeerFolders peers;

  public Lister(PeerFolders peers) {
    this.peers = peers;
  }

  /**
   * One line.
   *
   * @param files the number of files below a folder
   */
  public record Line(
      String name,
      boolean folder,
      long size,
      Optional<Instant> modified,
      boolean executable,
      Optional<ContentId> content,
      Optional<Long> files) {}

  /**
   * Lists a folder, or one file; {@code /} lists the peers.
   *
   * @param path {@code /alice/talks}, with or without the slash in front
   */
  public List<Line> list(String path) {
    String trimmed = path.replaceAll("^/+|/+$", "");
    if (trimmed.isEmpty()) {
      return peers.names().stream().map(Lister::peer).toList();
    }
    return switch (Place.of("/" + Place.PEERS + "/" + trimmed)) {
      case Place.InPeer place -> list(place);
      case Place.Root root -> throw Place.nothing(path);
      case Place.Peers all -> throw Place.nothing(path);
      case Place.Fixed file -> throw Place.nothing(path);
      case Place.Searches all -> throw Place.nothing(path);
      case Place.Search query -> throw Place.nothing(path);
      case Place.InSearch hit -> throw Place.nothing(path);
    };
  }

  /**
   * Returns the line of the file, folder or peer at the path itself.
   *
   * @param path {@code alice/talks}, without slashes at its ends
   * @throws runnel.node.failure.NodeException NOT_FOUND if nothing is there, the top included
   */
  public Line one(String path) {
    if (!(Place.of("/" + Place.PEERS + "/" + path) instanceof Place.InPeer place)) {
      throw Place.nothing("/" + path);
    }
    return switch (peers.find(place)) {
      case Found.Inside(Entry entry) -> line(entry);
      case Found.Top(Instant modified) ->
          new Line(
              place.peer(),
              true,
              peers.bytes(place),
              Optional.of(modified),
              false,
              Optional.empty(),
              Optional.of(peers.files(place)));
    };
  }

  private List<Line> list(Place.InPeer place) {
    return switch (peers.find(place)) {
      case Found.Inside(Entry.FileEntry file) -> List.of(line(file));
      case Found.Inside(Entry.FolderEntry folder) -> lines(place);
      case Found.Top top -> lines(place);
    };
  }

  private List<Line> lines(Place.InPeer place) {
    return peers.entries(place).stream().map(Lister::line).toList();
  }

  private static Line peer(String name) {
    return new Line(name, true, 0, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  private static Line line(Entry entry) {
    EntryName name = entry.name();
    return switch (entry) {
      case Entry.FileEntry file ->
          new Line(
              name.text(),
              false,
              file.size(),
              Optional.of(file.modified()),
              file.executable(),
              file.content(),
              Optional.empty());
      case Entry.FolderEntry folder ->
          new Line(
              name.text(),
              true,
              folder.size(),
              Optional.of(folder.modified()),
              false,
              Optional.empty(),
              Optional.of(folder.files()));
    };
  }
}
