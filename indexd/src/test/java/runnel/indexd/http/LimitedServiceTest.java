package runnel.indexd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.api.IndexException;
import runnel.indexd.http.CallLimits.Share;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.FakeClock;
import runnel.indexd.local.TestIndex;
import runnel.indexd.quota.Rate;
import runnel.indexd.remote.RemoteIndex;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Paths;

/** The limits by a real listener, asked by this project's client and by curl. */
class LimitedServiceTest {
  private static final Rate SIX = new Rate(6, Duration.ofHours(1));
  private static final Rate MUCH = new Rate(1_000_000, Duration.ofSeconds(1));

  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Identity ann;
  private TestIndex index;
  private WebServer server;

  @BeforeEach
  void serve() {
    Identity host = Identity.create();
    ann = Identity.open(folder.resolve("ann"));
    index = new TestIndex(folder, host.id(), new FakeClock());
    CallLimits limits = new CallLimits(new Share(4, SIX, MUCH), new Share(99, MUCH, MUCH));
    IndexService service = new IndexService(index.index(), limits, new Heard());
    server =
        PeerListener.server(host, ListenerLimits.DEFAULT)
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(routing -> routing.register(Paths.ROOT, service))
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
    index.close();
  }

  @Test
  void whoAsksTooMuchIsToldSoAndOthersAreServed() {
    Address address = new Address("127.0.0.1", server.port());
    try (RemoteIndex greedy = RemoteIndex.connect(address, Identity.create(), Optional.empty());
        RemoteIndex other = RemoteIndex.connect(address, ann, Optional.empty())) {
      for (int i = 0; i < 5; i++) {
        var _ = greedy.info();
      }
      IndexException refused = catchThrowableOfType(IndexException.class, greedy::info);
      assertThat(refused.kind()).isEqualTo(IndexException.Kind.UNAVAILABLE);
      assertThat(refused).hasMessageContaining("too many requests of this peer");
      assertThat(other.info().users()).isZero();
    }
    assertThat(told).contains("info 200", "info 429", "peer requests");
  }

  /** A witness counts as twenty requests, and curl sees what the protocol says. */
  @Test
  void curlSeesTheStatusAndTheReason() throws Exception {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-sk",
                "--max-time",
                "20",
                "--cert",
                folder.resolve("ann/identity.pem").toString(),
                "-w",
                " %{http_code} %header{retry-after}",
                "-d",
                "{\"witnesses\":[]}",
                "https://127.0.0.1:" + server.port() + Paths.ROOT + Paths.WITNESS)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor()).isZero();
    assertThat(answer).contains("\"kind\":\"UNAVAILABLE\"").endsWith(" 429 1");
  }

  private final class Heard implements Traffic {
    @Override
    public void answered(String path, int status, Duration took) {
      told.add(path + " " + status);
    }

    @Override
    public void refused(String whose, String what) {
      told.add(whose + " " + what);
    }
  }
}
