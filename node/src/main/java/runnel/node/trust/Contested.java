package runnel.node.trust;

import java.util.List;
import runnel.indexd.tls.PinSubject;
import runnel.node.network.Peer;

/**
 * A name that several keys claim and of which none is pinned.
 *
 * @param subject the name
 * @param claims who claims it, as shown
 */
public record Contested(PinSubject subject, List<Peer> claims) {
  public Contested {
    claims = List.copyOf(claims);
  }
}
