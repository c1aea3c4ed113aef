package runnel.node.download;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;

/** What a user asks to be downloaded. */
public sealed interface Wish {
  /** The folder to put it into, absolute; empty for the usual one. */
  Optional<Path> to();

  /**
   * A file or folder by its place.
   *
   * @param user the shown name of its owner
   * @param path from the top of the share; none for all of it
   */
  record ByPath(String user, List<EntryName> path, Optional<Path> to) implements Wish {
    public ByPath {
      path = List.copyOf(path);
    }
  }

  /**
   * A file by its content.
   *
   * @param from the shown name of the one peer to ask
   */
  record ByContent(ContentId content, Optional<String> from, Optional<Path> to) implements Wish {}
}
