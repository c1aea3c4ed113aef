package runnel.indexd.discovery;

import java.util.List;

/**
 * How discovery does on one network interface.
 *
 * @param name of the interface
 * @param addresses of the interface, as text; link-local IPv6 ones with their zone
 * @param ipv4 239.255.77.7
 * @param ipv6 ff02::7707
 */
public record InterfaceReport(
    String name, List<String> addresses, LinkReport ipv4, LinkReport ipv6) {
  public InterfaceReport {
    addresses = List.copyOf(addresses);
  }
}
