package runnel.indexd.discovery;

import java.util.List;

/**
 * What a look at one network interface found.
 *
 * @param name of the interface
 * @param addresses as text
 * @param ipv4 where to send by IPv4, or why not
 * @param ipv6 where to send by IPv6, or why not
 */
record Site(String name, List<String> addresses, Choice ipv4, Choice ipv6) {
  /** Whether an interface is used with one IP version. */
  sealed interface Choice {}

  /** It is. */
  record Used(Place place) implements Choice {}

  /** It is not. */
  record Unused(String why) implements Choice {}
}
