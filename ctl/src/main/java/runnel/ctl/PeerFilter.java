package runnel.ctl;

import java.util.Optional;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;

/**
 * Chooses peers by what a person typed.
 *
 * @param who a name, a host or HOST:PORT; empty for everyone
 */
record PeerFilter(Optional<String> who) {
  Document of(Document peers) {
    return who.map(wanted -> peers.only("peers", peer -> isWanted(peer, wanted))).orElse(peers);
  }

  private static boolean isWanted(Json peer, String who) {
    String address = peer.text("address").orElse("");
    return peer.text("name").orElse("").equalsIgnoreCase(who)
        || peer.object("key").text("claims").orElse("").equalsIgnoreCase(who)
        || address.equalsIgnoreCase(who)
        || host(address).equalsIgnoreCase(bare(who));
  }

  /** Of {@code HOST:PORT} or {@code [IPV6]:PORT}. */
  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? "" : bare(address.substring(0, colon));
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
