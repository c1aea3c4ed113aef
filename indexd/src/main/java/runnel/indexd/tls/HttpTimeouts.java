package runnel.indexd.tls;

import java.time.Duration;

/**
 * How long a client waits for a peer.
 *
 * @param connect for the TCP connection, per address
 * @param handshake for the whole TLS handshake, however many bytes trickle in
 * @param idleRead without a single byte of a response, and for a free connection of the pool; not a
 *     limit on a whole response: slow is not dead
 */
public record HttpTimeouts(Duration connect, Duration handshake, Duration idleRead) {
  private static final Duration MAX = Duration.ofHours(1);

  /** What the budgets in FAULTS.md leave: a silent source is given up within ten seconds. */
  public static final HttpTimeouts DEFAULT =
      new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(8));

  public HttpTimeouts {
    check("connect", connect);
    check("handshake", handshake);
    check("idleRead", idleRead);
  }

  private static void check(String name, Duration timeout) {
    // Zero would mean 'for ever' to a socket.
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(name + " is 1 ms to an hour, not " + timeout);
    }
  }
}
