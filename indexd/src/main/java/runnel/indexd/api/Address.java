package runnel.indexd.api;

/**
 * Where something listens: a host name or literal IP address, and a TCP port.
 *
 * @param host no brackets, also for IPv6
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
  public Address {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
    if (host.isEmpty()
        || host.length() > 253
        || !host.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-._:%".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("not a host: " + host.length() + " characters");
    }
  }

  /**
   * Parses {@code HOST:PORT} or {@code [IPV6]:PORT}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an IPv6 address stands in brackets: [" + host + "]");
    }
    try {
      return new Address(host, Integer.parseInt(text, colon + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'", e);
    }
  }

  /** Returns {@code HOST:PORT}, with brackets around an IPv6 address. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
