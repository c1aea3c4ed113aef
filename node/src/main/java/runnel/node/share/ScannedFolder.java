package runnel.node.share;

import java.util.List;
import java.util.Set;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.FileFacts;

/** A folder as a scan found it. */
sealed interface ScannedFolder {
  /**
   * Its publishable children, of those that were looked at.
   *
   * @param facts its own
   * @param kept names of which what is known stays, as they can't be looked at now
   */
  record Listed(FileFacts facts, List<Found> files, List<Found> folders, Set<EntryName> kept)
      implements ScannedFolder {

    boolean isEmpty() {
      return files.isEmpty() && folders.isEmpty() && kept.isEmpty();
    }
  }

  /** It is not there any more, or may not be read: what was published of it goes. */
  record Gone() implements ScannedFolder {}

  /** It could not be read this time, which says nothing of what is in it. */
  record Unknown() implements ScannedFolder {}

  /** A child, with the facts of its name. */
  record Found(EntryName name, FileFacts facts) {}
}
