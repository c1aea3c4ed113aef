package runnel.indexd.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * A network interface with one IP version: where beacons can be sent. When anything of it changes
 * it is another place, and asked on anew.
 *
 * @param name of the interface
 * @param index of the interface; another one when it was away meanwhile
 * @param loopback whether it leads to this machine only
 * @param ipv6 or else IPv4
 * @param subnets the interface's addresses of that version; at least one
 */
record Place(String name, int index, boolean loopback, boolean ipv6, List<Subnet> subnets) {
  Place {
    subnets = List.copyOf(subnets);
  }

  /** Whether a datagram from this source can come from this link, as far as can be known. */
  boolean isOnLink(InetAddress source) {
    return loopback
        || source.isLinkLocalAddress()
        || subnets.stream().allMatch(Subnet::isSingle)
        || subnets.stream().anyMatch(subnet -> subnet.contains(source));
  }

  /** The source as a host that can be dialled from here: with the zone, where it needs one. */
  String host(InetAddress source) {
    return host(source, name, index);
  }

  static String host(InetAddress source, String name, int index) {
    String text = source.getHostAddress();
    if (!(source instanceof Inet6Address)) {
      return text;
    }
    String bare = text.replaceFirst("%.*", "");
    return source.isLinkLocalAddress() ? bare + "%" + zone(name, index) : bare;
  }

  /** An interface's name may have letters that an address can't have. */
  private static String zone(String name, int index) {
    return name.matches("[A-Za-z0-9._-]+") ? name : Integer.toString(index);
  }

  @Override
  public String toString() {
    return name + " (" + (ipv6 ? "IPv6" : "IPv4") + ")";
  }
}
