package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static runnel.node.peer.HostilePeer.ascii;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.node.failure.NodeException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerSupplierTest {
  private static final Duration SILENCE = Duration.ofMillis(700);
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), SILENCE);

  private final Identity me = Identity.create();

  @Test
  void aListingThatTricklesForEverIsGivenUp() throws Exception {
    HostilePeer.Script drip =
        out -> {
          out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n"));
          while (true) {
            out.write(0);
            out.flush();
            Thread.sleep(SILENCE.dividedBy(3));
          }
        };
    try (HostilePeer peer = new HostilePeer(drip);
        PeerClients clients = clients()) {
      PeerSupplier supplier = supplier(peer, clients);
      assertThatThrownBy(() -> supplier.objects(peer.identity.id(), List.of(Hash.digest())))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("no whole answer within");
    }
  }

  @Test
  void nobodyIsStormedByUsersWhoAreSaidToBeThere() throws Exception {
    try (HostilePeer victim = new HostilePeer(OutputStream::close);
        PeerClients clients = clients()) {
      PeerSupplier supplier = supplier(victim, clients);
      for (int i = 0; i < Dials.FAILURES_PER_MINUTE + 50; i++) {
        PeerId invented = new PeerId(Hash.digest(ascii("user " + i)));
        assertThatThrownBy(() -> supplier.head(invented)).isInstanceOf(NodeException.class);
      }
      assertThat(victim.connections.get()).isLessThanOrEqualTo(Dials.FAILURES_PER_MINUTE);
    }
  }

  private static PeerSupplier supplier(HostilePeer peer, PeerClients clients) {
    return new PeerSupplier(id -> Optional.of(peer.address()), clients, Duration.ofSeconds(2));
  }

  private PeerClients clients() {
    return new PeerClients(
        peer -> PeerHttp.client(me, Optional.of(peer), TIMEOUTS), Duration.ofSeconds(2));
  }
}
