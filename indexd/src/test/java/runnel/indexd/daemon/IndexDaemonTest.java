package runnel.indexd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.remote.RemoteIndex;

class IndexDaemonTest {
  /** 128 and the number of SIGTERM: what the JVM ends with after its shutdown hooks. */
  private static final int TERMINATED = 143;

  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  @TempDir Path home;

  @Test
  void servesUntilItIsTerminatedAndKeepsItsKeyAndPlace() throws Exception {
    Candidacy first = serveOnce();
    assertThat(first.dedicated()).isTrue();
    assertThat(serveOnce()).isEqualTo(first);
    assertThat(Files.readString(home.resolve("log/indexd.0.log"))).contains("serves as");
  }

  @Test
  void theSecondOnAHomeRefusesAndTheFirstGoesOn() throws Exception {
    Address address = DaemonProcess.freeAddress();
    try (DaemonProcess first = start("--listen", address.toString())) {
      var _ = first.untilReady();
      try (DaemonProcess second = start("--listen", "127.0.0.1:1")) {
        assertThat(second.errors()).contains(home.toString()).doesNotContain("Exception");
        assertThat(second.status()).isEqualTo(5);
      }
      RemoteIndex.connect(address, Identity.create(), Optional.empty()).close();
    }
  }

  @Test
  void aPortThatIsTakenIsSaidInOneLine() throws Exception {
    Address address = DaemonProcess.freeAddress();
    try (var taken = new java.net.ServerSocket()) {
      taken.bind(new java.net.InetSocketAddress(address.host(), address.port()));
      try (DaemonProcess daemon = start("--listen", address.toString())) {
        assertThat(daemon.errors().lines()).hasSize(1).first().asString().contains("--listen");
        assertThat(daemon.status()).isEqualTo(5);
      }
    }
  }

  @Test
  void wrongArgumentsEndWithTwoAndTheUsage() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start("--hom", home.toString())) {
      assertThat(daemon.errors()).contains("--hom").contains("Usage:");
      assertThat(daemon.status()).isEqualTo(2);
    }
  }

  private DaemonProcess start(String... more) throws Exception {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("--home", home.toString(), "--no-monitor", "--no-discovery"));
    arguments.addAll(List.of(more));
    return DaemonProcess.start(arguments.toArray(String[]::new));
  }

  private Candidacy serveOnce() throws Exception {
    Address address = DaemonProcess.freeAddress();
    try (DaemonProcess daemon = start("--listen", address.toString())) {
      List<String> said = daemon.untilReady();
      assertThat(said.getFirst()).startsWith("index ");
      assertThat(said).contains("at " + address);
      PeerId id = PeerId.parse(said.getFirst().split(" ", -1)[1]);
      Candidacy candidacy;
      try (RemoteIndex index = RemoteIndex.connect(address, Identity.create(), Optional.of(id))) {
        candidacy = index.info().candidacy().orElseThrow();
      }
      long told = System.nanoTime();
      daemon.terminate();
      assertThat(daemon.status()).isEqualTo(TERMINATED);
      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(STOP_MAX);
      return candidacy;
    }
  }
}
