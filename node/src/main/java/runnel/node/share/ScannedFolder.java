package runnel.node.share;

import java.util.List;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.FileFacts;

/** A folder as a scan found it. */
sealed interface ScannedFolder {
  SharePath path();

  /** Its publishable children. */
  record Listed(SharePath path, List<Found> files, List<Found> folders) implements ScannedFolder {}

  /** It is not there any more, or may not be read: what was published of it goes. */
  record Gone(SharePath path) implements ScannedFolder {}

  /** It could not be read this time, which says nothing of what is in it. */
  record Unknown(SharePath path) implements ScannedFolder {}

  /** A child, with the facts of its name. */
  record Found(EntryName name, FileFacts facts) {}
}
