package runnel.indexd.tls;

import java.time.Duration;

/**
 * What a listener takes from all peers together, and from one.
 *
 * @param connections open at a time; more are closed at once
 * @param connectionsPerPeer of one key; more are closed at once
 * @param connectionsPerAddress from one source address, which may be that of many peers
 * @param requests served at a time, of all connections; more are answered with 503
 * @param payloadBytes of one request's body; more is answered with 413
 * @param idle how long a connection may rest between requests, to a third of it exactly
 */
public record ListenerLimits(
    int connections,
    int connectionsPerPeer,
    int connectionsPerAddress,
    int requests,
    long payloadBytes,
    Duration idle) {
  /**
   * A campus of some hundred nodes; some pools of 16 connections for each, and those that it has
   * lost without our knowing; bodies of an index call (4 MiB) with room for their frame.
   */
  public static final ListenerLimits DEFAULT =
      new ListenerLimits(2_048, 64, 512, 512, 8L << 20, Duration.ofMinutes(1));

  /** Limits that do not tell peers apart. */
  public ListenerLimits(int connections, int requests, long payloadBytes, Duration idle) {
    this(connections, connections, connections, requests, payloadBytes, idle);
  }

  public ListenerLimits {
    if (connections < 1
        || connectionsPerPeer < 1
        || connectionsPerAddress < 1
        || requests < 1
        || payloadBytes < 0) {
      throw new IllegalArgumentException("a listener serves at least one request");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException("idle is at least a second, not " + idle);
    }
  }
}
