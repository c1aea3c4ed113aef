package runnel.indexd.daemon;

import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.function.Predicate;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.discovery.Beacon;
import runnel.indexd.discovery.Discovery;
import runnel.indexd.discovery.DiscoveryLimits;
import runnel.indexd.discovery.DiscoverySettings;
import runnel.indexd.discovery.NetworkTag;

/** Tells the local network of this daemon. What it hears of others is nothing to a daemon. */
final class Announcing {
  private Announcing() {}

  /** Starts to announce the index, on the interfaces by which it can be reached. */
  static Discovery start(IndexInfo index, InetSocketAddress bound) {
    Beacon own =
        new Beacon(
            Beacon.Kind.HERE, NetworkTag.DEFAULT, index.id(), bound.getPort(), index.candidacy());
    DiscoverySettings settings =
        new DiscoverySettings(
            own.network(), DiscoverySettings.PORT, reaches(bound), DiscoveryLimits.DEFAULT);
    return Discovery.start(settings, () -> own, heard -> {});
  }

  /** A daemon that listens on one address is reached by that address's interface only. */
  static Predicate<NetworkInterface> reaches(InetSocketAddress bound) {
    return network ->
        bound.getAddress().isAnyLocalAddress()
            || network.inetAddresses().anyMatch(bound.getAddress()::equals);
  }
}
