package runnel.indexd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.remote.RemoteIndex;

class IndexDaemonTest {
  /** 128 and the number of SIGTERM: what the JVM ends with after its shutdown hooks. */
  private static final int TERMINATED = 143;

  @TempDir Path home;

  @Test
  void servesUntilItIsTerminatedAndKeepsItsKey() throws Exception {
    PeerId first = serveOnce();
    assertThat(serveOnce()).isEqualTo(first);
  }

  @Test
  void wrongArgumentsEndWithTwoAndTheUsage() throws Exception {
    Process daemon = start("--hom", home.toString());
    String said = new String(daemon.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("--hom").contains("usage:");
    assertThat(daemon.exitValue()).isEqualTo(2);
  }

  private PeerId serveOnce() throws Exception {
    Address address = new Address("127.0.0.1", freePort());
    Process daemon = start("--home", home.toString(), "--listen", address.toString());
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8))) {
      String[] line = output.readLine().split(" ", -1);
      assertThat(line).hasSize(4).endsWith("at", address.toString());
      PeerId id = PeerId.parse(line[1]);
      try (RemoteIndex index = RemoteIndex.connect(address, Identity.create(), Optional.of(id))) {
        assertThat(index.info().dedicated()).isTrue();
      }
      daemon.toHandle().destroy();
      assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(daemon.exitValue()).isEqualTo(TERMINATED);
      return id;
    } finally {
      daemon.toHandle().destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), IndexDaemon.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
