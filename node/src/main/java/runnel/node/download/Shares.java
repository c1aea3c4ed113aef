package runnel.node.download;

import java.util.List;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * What peers share, as downloads ask for it. Thread-safe; throws {@code NodeException}; blocks
 * while what is not known is fetched, within deadlines of its own.
 */
public interface Shares {
  /**
   * Returns who is shown under this name.
   *
   * @throws runnel.node.failure.NodeException NOT_FOUND
   */
  PeerId owner(String shownName);

  /**
   * Returns what is at the path by the newest catalog that is known; the top of a share is a folder
   * that is called as its owner is shown.
   *
   * @throws runnel.node.failure.NodeException NOT_FOUND if the catalog has no such path,
   *     UNAVAILABLE if it is not known and can't be fetched now
   */
  Entry find(PeerId owner, List<EntryName> path);

  /**
   * Returns a folder's listing.
   *
   * @throws runnel.node.failure.NodeException UNAVAILABLE if nobody who has it answers
   */
  Folder folder(PeerId owner, Hash id);

  /** Begins to fetch listings that will be asked for soon, some hundred; returns at once. */
  default void fetchAhead(PeerId owner, List<Hash> folders) {}
}
