package runnel.indexd.discovery;

import java.net.NetworkInterface;
import java.util.function.Predicate;

/**
 * How to discover.
 *
 * @param network whose beacons are heard
 * @param port the UDP port that all nodes of the network share
 * @param interfaces which of the suitable network interfaces to use
 * @param limits what is taken in at most
 */
public record DiscoverySettings(
    NetworkTag network, int port, Predicate<NetworkInterface> interfaces, DiscoveryLimits limits) {
  /** The port that beacons are sent to. */
  public static final int PORT = 7707;

  public DiscoverySettings {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /** Returns the settings for a network on all suitable interfaces. */
  public static DiscoverySettings of(NetworkTag network) {
    return new DiscoverySettings(network, PORT, _ -> true, DiscoveryLimits.DEFAULT);
  }
}
