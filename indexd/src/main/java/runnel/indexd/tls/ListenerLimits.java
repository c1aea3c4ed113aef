package runnel.indexd.tls;

import java.time.Duration;

/**
 * What a listener takes from all peers together.
 *
 * @param connections open at a time; more are closed at once
 * @param requests served at a time, of all connections; more are answered with 503
 * @param payloadBytes of one request's body; more is answered with 413
 * @param idle how long a connection may rest between requests, to a third of it exactly
 */
public record ListenerLimits(int connections, int requests, long payloadBytes, Duration idle) {
  /** A campus of some hundred nodes; bodies of an index call (4 MiB) with room for their frame. */
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(2_048, 512, 8L << 20, Duration.ofMinutes(1));

  public ListenerLimits {
    if (connections < 1 || requests < 1 || payloadBytes < 0) {
      throw new IllegalArgumentException("a listener serves at least one request");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException("idle is at least a second, not " + idle);
    }
  }
}
