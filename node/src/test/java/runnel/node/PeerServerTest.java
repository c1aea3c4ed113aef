package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.NetworkChoice;
import runnel.node.failure.NodeException;

class PeerServerTest {
  @TempDir private Path folder;

  @Test
  void portInUseIsRefusedWithTheReason() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("127.0.0.1", other.getLocalPort()))
          .isInstanceOf(NodeException.class)
          .hasMessageContainingAll(
              "127.0.0.1:" + other.getLocalPort(), "Address already in use", "--listen");
    }
  }

  @Test
  void addressOfAnotherMachineIsRefusedWithTheReason() {
    assertThatThrownBy(() -> start("203.0.113.77", 7707))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("Cannot assign requested address");
  }

  @Test
  void portOfAnIndexOnThisMachineIsLeftToIt() {
    Address usual = new Address("0.0.0.0", 7707);
    assertThat(PeerServer.isIndex(usual, Optional.of(new Address("127.0.0.1", 7707)))).isTrue();
    assertThat(PeerServer.isIndex(usual, Optional.of(new Address("127.0.0.1", 7708)))).isFalse();
    assertThat(PeerServer.isIndex(usual, Optional.of(new Address("203.0.113.77", 7707)))).isFalse();
    assertThat(PeerServer.isIndex(usual, Optional.empty())).isFalse();
  }

  private void start(String host, int port) {
    NodeSettings settings =
        new NodeSettings(
            new NodeFolders(
                folder, folder.resolve("share"), Optional.empty(), folder.resolve("downloads")),
            Optional.empty(),
            Optional.of(new Address(host, port)),
            Optional.empty(),
            false,
            NetworkChoice.AS_LAST);
    Identity identity = Identity.open(folder.resolve("identity"));
    PeerServer.start(settings, identity, List.of()).close();
  }
}
