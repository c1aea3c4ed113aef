package runnel.indexd.discovery;

import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks which network interfaces there are now, and which of them suit. */
final class Survey {
  private static final String LOOPBACK_IPV6 = "IPv6 multicast has no way through loopback";

  private final Predicate<NetworkInterface> wanted;
  private final int most;

  Survey(DiscoverySettings settings) {
    wanted = settings.interfaces();
    most = settings.limits().interfaces();
  }

  /** Returns all interfaces that have an address, in the system's order. */
  List<Site> sites() {
    List<NetworkInterface> devices;
    try {
      devices = Collections.list(NetworkInterface.getNetworkInterfaces());
    } catch (SocketException e) {
      // So it says that there is none.
      return List.of();
    }
    List<Site> sites = new ArrayList<>();
    int used = 0;
    for (NetworkInterface device : devices) {
      Optional<String> unfit =
          used < most ? unfit(device) : Optional.of("more than " + most + " interfaces");
      used += unfit.isEmpty() ? 1 : 0;
      sites.add(site(device, unfit));
    }
    return sites;
  }

  private Optional<String> unfit(NetworkInterface device) {
    try {
      if (!device.isUp()) {
        return Optional.of("it is down");
      }
      if (device.isPointToPoint()) {
        return Optional.of("it is point-to-point");
      }
      // Linux does not say that loopback can, but it can.
      if (!device.supportsMulticast() && !device.isLoopback()) {
        return Optional.of("it has no multicast");
      }
      return wanted.test(device) ? Optional.empty() : Optional.of("not wanted");
    } catch (SocketException e) {
      return Optional.of("it went away");
    }
  }

  private static Site site(NetworkInterface device, Optional<String> unfit) {
    List<String> addresses =
        device.getInterfaceAddresses().stream()
            .map(address -> Place.host(address.getAddress(), device.getName(), device.getIndex()))
            .toList();
    return new Site(
        device.getName(), addresses, choice(device, false, unfit), choice(device, true, unfit));
  }

  private static Site.Choice choice(NetworkInterface device, boolean ipv6, Optional<String> unfit) {
    if (unfit.isPresent()) {
      return new Site.Unused(unfit.get());
    }
    boolean loopback = isLoopback(device);
    List<Subnet> subnets = subnets(device, ipv6);
    if (subnets.isEmpty()) {
      return new Site.Unused("it has no " + (ipv6 ? "IPv6" : "IPv4") + " address");
    }
    if (loopback && ipv6) {
      return new Site.Unused(LOOPBACK_IPV6);
    }
    return new Site.Used(new Place(device.getName(), device.getIndex(), loopback, ipv6, subnets));
  }

  private static List<Subnet> subnets(NetworkInterface device, boolean ipv6) {
    List<Subnet> subnets = new ArrayList<>();
    for (InterfaceAddress address : device.getInterfaceAddresses()) {
      if (address.getAddress() instanceof Inet6Address == ipv6) {
        subnets.add(new Subnet(address.getAddress(), address.getNetworkPrefixLength()));
      }
    }
    return subnets;
  }

  private static boolean isLoopback(NetworkInterface device) {
    try {
      return device.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }
}
