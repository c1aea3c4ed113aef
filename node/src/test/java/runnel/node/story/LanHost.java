package runnel.node.story;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A computer of a {@link Lan}: its own addresses, its own mounts, its own rules of a firewall. */
final class LanHost implements AutoCloseable {
  /** The card's name inside; of all hosts the same, as at home. */
  static final String CARD = "eth0";

  private final int number;
  private final NetSpace bridge;
  private final NetSpace space;
  private final Path folder;
  private final List<NodeProcess> nodes = new ArrayList<>();

  LanHost(int number, NetSpace bridge, NetSpace space, Path folder) {
    this.number = number;
    this.bridge = bridge;
    this.space = space;
    this.folder = folder;
  }

  /** What its card sent and received since it was put in. */
  record Traffic(long packetsOut, long bytesOut, long packetsIn, long bytesIn) {
    Traffic minus(Traffic before) {
      return new Traffic(
          packetsOut - before.packetsOut,
          bytesOut - before.bytesOut,
          packetsIn - before.packetsIn,
          bytesIn - before.bytesIn);
    }
  }

  String address() {
    return "10.77.0." + number;
  }

  /** Puts a card in, with a cable to the bridge, while whatever runs here runs on. */
  void connect() {
    String port = "port" + number;
    String[] cable = {"link", "add", port, "type", "veth", "peer", "name", CARD, "netns"};
    ip(bridge, and(cable, space.pid()));
    ip(bridge, "link", "set", port, "master", "bridge", "up");
    ip(space, "address", "add", address() + "/24", "dev", CARD);
    ip(space, "link", "set", CARD, "up");
  }

  /**
   * Drops all multicast, in and out. IPv6 finds its neighbours by multicast, so only IPv4 is left.
   */
  void dropMulticast() {
    nft("add table inet test");
    for (String hook : List.of("input", "output")) {
      nft("add chain inet test %s { type filter hook %s priority 0 ; }".formatted(hook, hook));
      nft("add rule inet test %s ip daddr 224.0.0.0/4 counter drop".formatted(hook));
      nft("add rule inet test %s ip6 daddr ff00::/8 counter drop".formatted(hook));
    }
  }

  /** Changes the firewall. */
  void nft(String rule) {
    space.run("nft", rule).ok();
  }

  Traffic traffic() {
    String json = space.run("ip", "-s", "-j", "link", "show", "dev", CARD).ok();
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject counts = reader.readArray().getJsonObject(0).getJsonObject("stats64");
      JsonObject out = counts.getJsonObject("tx");
      JsonObject in = counts.getJsonObject("rx");
      return new Traffic(
          out.getJsonNumber("packets").longValue(),
          out.getJsonNumber("bytes").longValue(),
          in.getJsonNumber("packets").longValue(),
          in.getJsonNumber("bytes").longValue());
    }
  }

  /** Starts a node that mounts nothing, and waits until it is ready. */
  NodeProcess node(String name, String... options) {
    return mountingNode(name, and(new String[] {"--no-mount"}, options));
  }

  /** Starts a node whose mount is seen by {@link #run} only. */
  NodeProcess mountingNode(String name, String... options) {
    NodeProcess node =
        NodeProcess.start(
            folder.resolve(name), space::inside, and(new String[] {"--name", name}, options));
    nodes.add(node);
    return node;
  }

  /** Runs a program here. */
  Shell.Result run(String... command) {
    return space.run(command);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(NodeProcess::close);
    space.close();
  }

  private static void ip(NetSpace where, String... arguments) {
    where.run(and(new String[] {"ip"}, arguments)).ok();
  }

  private static String[] and(String[] first, String... then) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(then));
    return all.toArray(String[]::new);
  }
}
