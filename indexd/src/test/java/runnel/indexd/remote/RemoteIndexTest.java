package runnel.indexd.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexContract;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.FakeClock;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;

class RemoteIndexTest extends IndexContract {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final Identity host = Identity.create();
  private final FakeClock clock = new FakeClock();
  private ServedIndex served;

  @BeforeEach
  void open() {
    served = new ServedIndex(folder, host, clock);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Override
  protected Index as(Identity peer) {
    return served.as(peer);
  }

  @Override
  protected void pass(Duration time) {
    served.pass(time);
  }

  @Override
  protected void restart() {
    close();
    open();
  }

  @Test
  void theKeyThatWasMetIsTheHosts() {
    assertThat(served.as(ann).hostKey().key()).isEqualTo(host.key());
    assertThat(served.as(ann).info().id()).isEqualTo(host.id());
  }

  @Test
  void anotherKeyThanTheExpectedOneIsSaidToBeWrong() {
    assertThat(connectFailure(served.address(), Optional.of(bob)).kind()).isEqualTo(Kind.WRONG_KEY);
    RemoteIndex.connect(served.address(), ann, Optional.of(host.id())).close();
  }

  @Test
  void anIndexThatIsGoneIsUnavailableSoon() {
    RemoteIndex client = served.as(ann);
    var _ = client.info();
    served.stop();
    long begun = System.nanoTime();
    IndexException gone = catchThrowableOfType(IndexException.class, client::info);
    assertThat(gone.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    client.close();
    IndexException closed = catchThrowableOfType(IndexException.class, client::info);
    assertThat(closed.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void anIndexThatAcceptsAndSaysNothingIsUnavailableSoon() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long begun = System.nanoTime();
      Address address = new Address("127.0.0.1", silent.getLocalPort());
      assertThat(connectFailure(address, Optional.empty()).kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }
  }

  @Test
  void anIndexThatTricklesIsUnavailableSoon() {
    WebServer trickling =
        PeerListener.server(host, ListenerLimits.DEFAULT)
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(routing -> routing.any((request, response) -> trickle(response)))
            .build()
            .start();
    try {
      long begun = System.nanoTime();
      Address address = new Address("127.0.0.1", trickling.port());
      assertThat(connectFailure(address, Optional.empty()).kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    } finally {
      trickling.stop();
    }
  }

  /** A byte now and then, until the caller is gone. */
  private static void trickle(ServerResponse response) throws IOException, InterruptedException {
    try (OutputStream out = response.outputStream()) {
      for (int i = 0; i < 200; i++) {
        out.write(' ');
        out.flush();
        Thread.sleep(100); // What it does to its callers.
      }
    }
  }

  private IndexException connectFailure(Address address, Optional<Identity> expected) {
    return catchThrowableOfType(
        IndexException.class,
        () -> RemoteIndex.connect(address, ann, expected.map(Identity::id)).close());
  }
}
