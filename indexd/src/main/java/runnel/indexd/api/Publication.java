package runnel.indexd.api;

import java.util.List;
import runnel.indexd.content.Hash;

/** What came of publishing a head. */
public sealed interface Publication {
  /** The head is the caller's catalog now. */
  record Accepted() implements Publication {}

  /** Objects below the root that the index has not; perhaps not all. */
  record Missing(List<Hash> ids) implements Publication {
    public Missing {
      ids = List.copyOf(ids);
    }
  }

  /** The index has a head of this version or a newer one. */
  record Outdated(long version) implements Publication {}
}
