package runnel.node.story;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A local network of namespaces: a bridge, and hosts with a cable to it, addresses of their own and
 * real multicast. No packet of it reaches this machine's own network.
 *
 * <pre>{@code
 * try (Lan lan = new Lan(folder)) {
 *   NodeProcess ann = lan.host().node("ann");
 *   NodeProcess bob = lan.host().node("bob");
 *   …
 * }
 * }</pre>
 */
final class Lan implements AutoCloseable {
  private final Path folder;
  private final NetSpace bridge = NetSpace.open();
  private final List<LanHost> hosts = new ArrayList<>();

  /**
   * @param folder where the homes of the nodes are
   */
  Lan(Path folder) {
    this.folder = folder;
    bridge.run("ip", "link", "add", "bridge", "type", "bridge").ok();
    bridge.run("ip", "link", "set", "bridge", "up").ok();
  }

  /** A new host, 10.77.0.1 and so on, connected. */
  LanHost host() {
    LanHost host = unconnected();
    host.connect();
    return host;
  }

  /** A new host without a network. */
  LanHost unconnected() {
    LanHost host = new LanHost(hosts.size() + 1, bridge, bridge.beside(), folder);
    hosts.add(host);
    return host;
  }

  @Override
  public void close() {
    hosts.reversed().forEach(LanHost::close);
    bridge.close();
  }
}
