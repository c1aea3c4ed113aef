package runnel.node.search;

import runnel.indexd.identity.PeerId;
import runnel.node.network.Peer;

/**
 * Who has something that was found.
 *
 * @param name as shown here
 * @param self whether it is this node itself
 */
public record Owner(String name, PeerId id, boolean online, boolean self) {
  static Owner of(Peer peer) {
    return new Owner(peer.shownName(), peer.id(), peer.user().online(), false);
  }
}
