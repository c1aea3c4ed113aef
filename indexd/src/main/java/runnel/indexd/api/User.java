package runnel.indexd.api;

import java.time.Instant;
import java.util.Optional;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

/**
 * A user as the index knows him.
 *
 * @param name bound to the key
 * @param key the key that proved itself when the name was bound
 * @param address where the user's node was last reachable
 * @param online whether the lease runs
 * @param lastActive by the index's clock
 * @param headVersion the version of the newest head, 0 if none was published
 * @param contested whether the name is claimed by, or witnessed for, another key too; true for all
 *     of its claimants then
 */
public record User(
    UserName name,
    PeerKey key,
    Optional<Address> address,
    boolean online,
    Instant lastActive,
    long headVersion,
    boolean contested) {
  /** The id of the user's key. */
  public PeerId id() {
    return key.id();
  }
}
