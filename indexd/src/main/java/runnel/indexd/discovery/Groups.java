package runnel.indexd.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The multicast groups of discovery. */
final class Groups {
  /** Of the block for one organisation's own use, RFC 2365; not forwarded, as the TTL is 1. */
  private static final byte[] IPV4 = {(byte) 239, (byte) 255, 77, 7};

  /** Link-local, ff02::7707; RFC 4291. */
  private static final byte[] IPV6 = new byte[16];

  static {
    IPV6[0] = (byte) 0xff;
    IPV6[1] = 0x02;
    IPV6[14] = 0x77;
    IPV6[15] = 0x07;
  }

  private Groups() {}

  static InetAddress of(Place place) {
    try {
      return place.ipv6()
          ? Inet6Address.getByAddress(null, IPV6, place.index())
          : InetAddress.getByAddress(IPV4);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the groups are addresses", e);
    }
  }
}
