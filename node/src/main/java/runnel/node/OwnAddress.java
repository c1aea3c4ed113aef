package runnel.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Comparator;
import java.util.Optional;
import runnel.indexd.api.Address;

/** Under which address others reach this node. */
final class OwnAddress {
  private OwnAddress() {}

  /**
   * Returns the address to announce.
   *
   * @param bound what the peer server listens on, perhaps every interface
   * @param index the index, if it is elsewhere: what reaches it can be reached from its network
   */
  static Address of(InetSocketAddress bound, Optional<Address> index) {
    InetAddress address = bound.getAddress();
    if (address.isAnyLocalAddress()) {
      address = index.flatMap(OwnAddress::towards).or(OwnAddress::ofInterfaces).orElse(address);
    }
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    return new Address(host, bound.getPort());
  }

  /** Which local address the kernel would use; connecting a datagram socket sends nothing. */
  private static Optional<InetAddress> towards(Address index) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(index.host(), index.port()));
      return Optional.of(socket.getLocalAddress()).filter(found -> !found.isAnyLocalAddress());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> ofInterfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OwnAddress::isUsable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .min(Comparator.comparing(address -> !address.isSiteLocalAddress()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(NetworkInterface candidate) {
    try {
      return candidate.isUp() && !candidate.isLoopback() && !candidate.isPointToPoint();
    } catch (IOException e) {
      return false;
    }
  }
}
