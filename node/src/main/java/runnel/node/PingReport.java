package runnel.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.node.control.TransferDocuments;
import runnel.node.failure.NodeException;
import runnel.node.network.Peer;
import runnel.node.peer.Greeter;
import runnel.node.transfer.PeerHealth;

/** How far a peer is: asks it who it is, several times over one connection. */
record PingReport(NodeParts whole) {
  private static final int TIMES = 5;
  private static final long NANOS_PER_MICRO = 1_000;

  /**
   * @param name as the peer is shown
   * @throws NodeException NOT_FOUND; UNAVAILABLE if it does not answer
   */
  TransferDocuments.Ping of(String name) {
    Peer peer =
        whole
            .roster()
            .byShownName(name)
            .orElseThrow(() -> failed(NodeException.Kind.NOT_FOUND, name, "nobody has that name"));
    Address where =
        whole
            .others()
            .address(peer.id())
            .orElseThrow(() -> failed(NodeException.Kind.UNAVAILABLE, name, "no address is known"));
    Greeter greeter = whole.others().greeter();
    long connect = micros(greeter, peer, where);
    List<Long> trips = new ArrayList<>();
    for (int i = 1; i < TIMES; i++) {
      trips.add(micros(greeter, peer, where));
    }
    Optional<PeerHealth> health =
        whole.moving().transfer().health().stream()
            .filter(each -> each.peer().equals(peer.id()))
            .findAny();
    return new TransferDocuments.Ping(
        peer.shownName(),
        peer.id().text(),
        where.toString(),
        connect,
        trips.stream().sorted().skip(trips.size() / 2).findFirst().orElseThrow(),
        health.map(PeerHealth::bytesPerSecond).filter(speed -> speed > 0).orElse(null),
        health.map(PeerHealth::problem).filter(problem -> !problem.isEmpty()).orElse(null));
  }

  private static long micros(Greeter greeter, Peer peer, Address where) {
    long begun = System.nanoTime();
    if (greeter.greet(peer.id(), where).isEmpty()) {
      throw failed(
          NodeException.Kind.UNAVAILABLE,
          peer.shownName(),
          "it does not answer at " + where + "; 'runnel doctor' looks at the ways to it");
    }
    return (System.nanoTime() - begun) / NANOS_PER_MICRO;
  }

  private static NodeException failed(NodeException.Kind kind, String name, String why) {
    return new NodeException(kind, "could not ping %s: %s".formatted(name, why));
  }
}
