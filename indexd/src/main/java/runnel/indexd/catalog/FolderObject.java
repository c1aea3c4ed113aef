package runnel.indexd.catalog;

import java.util.Set;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/**
 * One object of a folder: a page of entries, or a branch over the pages of a large folder.
 *
 * <p>Its id is the SHA-256 of its bytes. Being well-formed does not make it a part of a true
 * folder: only {@link Folder#read} checks that a branch and what is below it agree.
 */
public sealed interface FolderObject permits Page, Branch {
  /**
   * Returns the object with these bytes.
   *
   * @param id the id that the bytes must have
   * @throws CatalogException TOO_LARGE, WRONG_HASH or MALFORMED; nothing larger than the bytes is
   *     allocated before they are known to be good
   */
  static FolderObject parse(Hash id, byte[] bytes) {
    if (bytes.length > CatalogLimits.OBJECT_BYTES) {
      throw new CatalogException(
          CatalogException.Kind.TOO_LARGE,
          "object " + id + " has " + bytes.length + " bytes, more than a catalog's object may");
    }
    if (!Hash.digest(bytes).equals(id)) {
      throw new CatalogException(
          CatalogException.Kind.WRONG_HASH, "the bytes given as object " + id + " are not it");
    }
    return ObjectCodec.read(new Input("object " + id, bytes));
  }

  /** Returns the ids of all objects that this one names: pages, branches and sub-folders. */
  Set<Hash> references();

  /** Returns the contents of all files that this one lists itself, but the empty one. */
  Set<ContentId> contents();

  /** Returns what the entries on or below this object add up to, by its own account. */
  Totals totals();
}
