package runnel.indexd.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * An entry that a search found, by its owner's account as the index knows it: a hint where to look,
 * not a promise that it is there.
 *
 * @param owner whose catalog has it; of several entries with the same content, one whose owner is
 *     online, if there is one
 * @param path the names from the top of the owner's share down to the entry, at least one
 * @param bytes a file's length, or the sum of a folder's files
 * @param files 1 for a file, or the number of files below a folder
 * @param modified the last change of the content
 * @param content the content id; empty for a folder and for what is not hashed yet
 * @param metadata of a file: {@code type}, {@code title} and the like, a stranger's text
 * @param owners who lists this content, those online first, the owner above among them; that owner
 *     alone where there is no content id
 */
public record Hit(
    PeerId owner,
    List<String> path,
    EntryKind kind,
    long bytes,
    long files,
    Instant modified,
    Optional<ContentId> content,
    Map<String, String> metadata,
    List<PeerId> owners) {
  public Hit {
    path = List.copyOf(path);
    metadata = Map.copyOf(metadata);
    owners = List.copyOf(owners);
    if (path.isEmpty() || bytes < 0 || files < 0) {
      throw new IllegalArgumentException("a hit has a path, and no less than nothing in it");
    }
  }

  /** The entry's own name. */
  public String name() {
    return path.getLast();
  }
}
