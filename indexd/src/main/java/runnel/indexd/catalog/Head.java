package runnel.indexd.catalog;

import java.time.Instant;
import java.util.List;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;

/**
 * The top of a catalog, as its owner signs it.
 *
 * @param owner whose catalog it is
 * @param version grows with each change; microseconds of the owner's clock, or more
 * @param root the id of the top folder's object
 * @param time when it was signed, by the owner's clock, to the millisecond
 * @param relayable whether peers that hold content listed here may serve it on
 * @param audience who may see it; empty for everybody, the peers named in an offer otherwise; kept
 *     sorted and without repetition
 */
public record Head(
    PeerKey owner,
    long version,
    Hash root,
    Instant time,
    boolean relayable,
    List<PeerId> audience) {
  public Head {
    if (version < 1) {
      throw new IllegalArgumentException("a head's version is 1 or more, not " + version);
    }
    audience = audience.stream().sorted().distinct().toList();
    if (audience.size() > CatalogLimits.AUDIENCE) {
      throw new IllegalArgumentException(
          "an offer goes to at most " + CatalogLimits.AUDIENCE + " peers");
    }
  }
}
