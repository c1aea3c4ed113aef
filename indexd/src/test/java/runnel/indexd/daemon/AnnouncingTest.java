package runnel.indexd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncingTest {
  @Test
  void whoListensOnTheLoopbackAnnouncesNothingElsewhere() throws SocketException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7707);
    List<NetworkInterface> announced =
        NetworkInterface.networkInterfaces().filter(Announcing.reaches(loopback)).toList();
    assertThat(announced).hasSize(1).allMatch(network -> isLoopback(network));
  }

  @Test
  void whoListensEverywhereAnnouncesEverywhere() throws SocketException {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 7707);
    assertThat(NetworkInterface.networkInterfaces()).allMatch(Announcing.reaches(everywhere));
  }

  private static boolean isLoopback(NetworkInterface network) {
    return network.inetAddresses().allMatch(InetAddress::isLoopbackAddress);
  }
}
