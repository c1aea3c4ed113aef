package runnel.node.network;

import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;

/**
 * Another user's node, as shown here.
 *
 * @param shownName the folder's name below {@code peers/}: the user's name, or name~suffix where
 *     another key is pinned under that name
 * @param user the index's last record of it
 * @param id of the peer's key; kept, for it is a hash and every look-up of a path asks for it
 */
public record Peer(String shownName, User user, PeerId id) {
  Peer(String shownName, User user) {
    this(shownName, user, user.id());
  }

  /**
   * Whether the name is not simply the user's: it is pinned to another key, or several keys claim
   * it. No user's name has a tilde.
   */
  public boolean isSuffixed() {
    return shownName.indexOf('~') >= 0;
  }
}
