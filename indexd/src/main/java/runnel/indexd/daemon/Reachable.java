package runnel.indexd.daemon;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import runnel.indexd.api.Address;

/** Where a listener is reached. */
final class Reachable {
  private Reachable() {}

  /**
   * Returns the address to listen on. Helidon tells by a stack trace in the log only that it can't
   * listen, so this tries it before.
   *
   * @throws DaemonException USAGE if there is no such host, REFUSED if somebody else listens there
   */
  static InetSocketAddress requireFree(String option, Address address) {
    InetSocketAddress bind = new InetSocketAddress(address.host(), address.port());
    if (bind.isUnresolved()) {
      throw new DaemonException(
          DaemonException.Kind.USAGE,
          "could not listen on %s: there is no host of that name; choose another %s"
              .formatted(address, option));
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(bind);
      return bind;
    } catch (IOException e) {
      throw new DaemonException(
          DaemonException.Kind.REFUSED,
          "could not listen on %s: %s; choose another address with %s"
              .formatted(address, e.getMessage(), option),
          e);
    }
  }

  /**
   * Returns all addresses of a listener: its own, or those of every interface that is up, the
   * loopback's last. Those that mean something on one link only are left out.
   */
  static List<Address> of(InetSocketAddress bound) {
    if (!bound.getAddress().isAnyLocalAddress()) {
      return List.of(new Address(text(bound.getAddress()), bound.getPort()));
    }
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .filter(Reachable::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(host -> !host.isLinkLocalAddress())
          .sorted(
              Comparator.comparing(InetAddress::isLoopbackAddress)
                  .thenComparing(Inet6Address.class::isInstance))
          .map(host -> new Address(text(host), bound.getPort()))
          .toList();
    } catch (SocketException e) {
      return List.of(new Address(text(bound.getAddress()), bound.getPort()));
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false; // It went just now.
    }
  }

  private static String text(InetAddress host) {
    return host.getHostAddress().replaceFirst("%.*", "");
  }
}
