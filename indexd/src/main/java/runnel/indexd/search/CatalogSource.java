package runnel.indexd.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import runnel.indexd.catalog.ObjectSource;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** The catalogs that are searched, and what is known of their owners. Thread-safe. */
public interface CatalogSource {
  /** Returns the edition of each owner's catalog: the hash of its signed head. */
  Map<PeerId, Hash> editions();

  /**
   * Runs the function on the owner's catalog as it is now, if there is one, and returns what it
   * returns. What comes in between is not seen; so the function is short.
   */
  <T> T read(PeerId owner, Function<Optional<Catalog>, T> function);

  /** Returns who lists these contents, those online first; nobody for some. */
  Map<ContentId, List<PeerId>> owners(List<ContentId> contents);

  /** Says whether the peer is online now. */
  boolean isOnline(PeerId peer);

  /**
   * A catalog at one moment.
   *
   * @param root the top folder's id
   * @param objects has all of it
   */
  record Catalog(Hash root, ObjectSource objects) {}
}
