package runnel.node.tree;

import java.time.Instant;
import runnel.indexd.catalog.Entry;

/** What is at a place in a peer's share. */
sealed interface Found {
  /** The top of the share, last changed then. */
  record Top(Instant modified) implements Found {}

  /** A file or folder inside. */
  record Inside(Entry entry) implements Found {}
}
