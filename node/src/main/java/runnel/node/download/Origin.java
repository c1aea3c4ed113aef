package runnel.node.download;

import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/** What is to be fetched. */
public sealed interface Origin {
  /**
   * A file or folder of a peer's share, by its path.
   *
   * @param owner the peer
   * @param shownName what it was called when this was asked for, to be escaped where shown
   * @param path from the top of the share; none for all of it
   */
  record Shared(PeerId owner, String shownName, List<EntryName> path) implements Origin {
    public Shared {
      path = List.copyOf(path);
    }

    /** The same peer's file or folder further down. */
    Shared below(List<EntryName> names) {
      return new Shared(
          owner, shownName, java.util.stream.Stream.concat(path.stream(), names.stream()).toList());
    }

    /** The path as people write it. */
    public String text() {
      StringBuilder text = new StringBuilder("/" + shownName);
      path.forEach(name -> text.append('/').append(name.text()));
      return text.toString();
    }
  }

  /**
   * A file by its content, whoever has it.
   *
   * @param content not the empty one
   * @param from the one peer to ask; empty for all that may have it
   */
  record ByContent(ContentId content, Optional<PeerId> from) implements Origin {}

  /** What the result is called, unless something of that name is there already. */
  default EntryName name() {
    return switch (this) {
      case Shared shared ->
          shared.path().isEmpty() ? new EntryName(shared.shownName()) : shared.path().getLast();
      case ByContent content -> new EntryName(content.content().text());
    };
  }
}
