package runnel.indexd.search;

import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.ChangedPath;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * A catalog was replaced by another.
 *
 * @param owner whose it is
 * @param before the edition that was there
 * @param after the edition that is there now
 * @param paths where they differ, or more; empty if that is too much to say
 */
public record Change(
    PeerId owner, Optional<Hash> before, Hash after, Optional<List<ChangedPath>> paths) {
  public Change {
    paths = paths.map(List::copyOf);
  }
}
