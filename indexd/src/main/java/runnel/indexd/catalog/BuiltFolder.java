package runnel.indexd.catalog;

import java.time.Instant;
import java.util.Map;
import runnel.indexd.content.Hash;

/**
 * A folder's objects, ready to be stored and published.
 *
 * @param id the folder's id: its top object's
 * @param size the sum of the sizes of all files below
 * @param files the number of files below, at any depth
 * @param folders the number of folders below, at any depth, without itself
 * @param objects this level's pages and branches by id; those of sub-folders are not among them
 */
public record BuiltFolder(Hash id, long size, long files, long folders, Map<Hash, byte[]> objects) {
  public BuiltFolder {
    objects = Map.copyOf(objects);
  }

  /** Returns the entry that lists this folder in its parent. */
  public Entry.FolderEntry entry(EntryName name, Instant modified, Instant firstShared) {
    return new Entry.FolderEntry(name, id, size, files, folders, modified, firstShared);
  }
}
