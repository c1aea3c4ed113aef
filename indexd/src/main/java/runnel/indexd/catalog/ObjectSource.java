package runnel.indexd.catalog;

import java.util.Optional;
import runnel.indexd.content.Hash;

/** Where folder objects come from: a store, a cache, a map. Not trusted: who reads, checks. */
public interface ObjectSource {
  /** Returns the object's bytes, or empty if it is not known here. */
  Optional<byte[]> object(Hash id);
}
