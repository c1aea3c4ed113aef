package runnel.indexd.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** A file or folder in a catalog. */
public sealed interface Entry {
  /** The entry's name. */
  EntryName name();

  /** The last change of the content, to the nanosecond. */
  Instant modified();

  /** When the owner's node first published it, by the owner's clock, to the millisecond. */
  Instant firstShared();

  /** Bytes: a file's length, or the sum of a folder's files. */
  long size();

  /**
   * A file.
   *
   * @param version the owner's opaque mark of this version; changes whenever the bytes may have
   * @param content the content id; empty until the owner has hashed the file
   * @param metadata title, artist and the like; keys in lower case; at most {@link
   *     CatalogLimits#METADATA_BYTES} as encoded
   */
  record FileEntry(
      EntryName name,
      long size,
      Instant modified,
      boolean executable,
      VersionTag version,
      Optional<ContentId> content,
      Instant firstShared,
      Map<String, String> metadata)
      implements Entry {
    public FileEntry {
      if (size < 0) {
        throw new IllegalArgumentException("a file's size is 0 or more, not " + size);
      }
      if (content.isPresent() && content.get().length() != size) {
        throw new IllegalArgumentException("the content of a file is as long as the file");
      }
      metadata = Map.copyOf(metadata);
      Metadata.check(metadata);
    }
  }

  /**
   * A folder.
   *
   * @param id the hash of the folder's object
   * @param size the sum of the sizes of all files below
   * @param files the number of files below, at any depth
   * @param folders the number of folders below, at any depth, without itself
   */
  record FolderEntry(
      EntryName name,
      Hash id,
      long size,
      long files,
      long folders,
      Instant modified,
      Instant firstShared)
      implements Entry {
    public FolderEntry {
      if (size < 0 || files < 0 || folders < 0) {
        throw new IllegalArgumentException("a folder's sums are 0 or more");
      }
    }
  }
}
