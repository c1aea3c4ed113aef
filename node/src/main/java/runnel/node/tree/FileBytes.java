package runnel.node.tree;

import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;

/** What names the bytes of one version of a file, and so who can vouch for them. */
public sealed interface FileBytes {
  /** Hashed: each byte follows from the content id, whoever sends it. */
  record Proven(ContentId content) implements FileBytes {}

  /**
   * Not hashed yet: only its owner's own connection vouches for them.
   *
   * @param path names from the top of the owner's share, joined by {@code /}
   * @param tag the owner's mark of the version
   * @param length in bytes
   */
  record Vouched(String path, VersionTag tag, long length) implements FileBytes {}

  /** Returns what names the bytes of the file that its owner lists at the place. */
  static FileBytes of(Place.InPeer place, Entry.FileEntry file) {
    return file.content()
        .<FileBytes>map(Proven::new)
        .orElseGet(() -> new Vouched(place.below(), file.version(), file.size()));
  }
}
