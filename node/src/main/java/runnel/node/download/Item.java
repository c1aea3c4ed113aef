package runnel.node.download;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** Something that a download still has to do. Paths are relative to what is downloaded. */
sealed interface Item {
  /** Its names from the download's top down; none for the top. */
  List<EntryName> path();

  /** When it was changed at its owner. */
  Instant modified();

  /**
   * A file to fetch.
   *
   * @param size bytes, by the catalog
   * @param content empty while its owner has not hashed it
   */
  record File(
      List<EntryName> path,
      Instant modified,
      boolean executable,
      long size,
      Optional<ContentId> content)
      implements Item {
    public File {
      path = List.copyOf(path);
    }
  }

  /**
   * A folder to make and to list.
   *
   * @param id its listing
   * @param after the name up to which its children are items already; empty for none
   */
  record Folder(List<EntryName> path, Instant modified, Hash id, String after) implements Item {
    public Folder {
      path = List.copyOf(path);
    }
  }

  /**
   * An item and its place in the order of the download's items.
   *
   * @param order grows from item to item
   */
  record Row(long order, Item item) {}
}
