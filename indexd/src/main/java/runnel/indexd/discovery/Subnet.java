package runnel.indexd.discovery;

import java.net.InetAddress;

/**
 * An address of an interface, and how many of its bits all hosts of the link share.
 *
 * @param address the interface's own
 * @param prefix 0 to 32, or 128 for IPv6
 */
record Subnet(InetAddress address, int prefix) {
  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (its[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it names one host only, so that it says nothing of who else is on the link. */
  boolean isSingle() {
    return prefix == address.getAddress().length * 8;
  }
}
