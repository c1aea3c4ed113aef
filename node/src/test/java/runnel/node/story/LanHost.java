package runnel.node.story;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runnel.indexd.daemon.IndexDaemon;

/** A computer of a {@link Lan}: its own addresses, its own mounts, its own rules of a firewall. */
final class LanHost implements AutoCloseable {
  /** The card's name inside; of all hosts the same, as at home. */
  static final String CARD = "eth0";

  private static final Pattern COUNTER = Pattern.compile("counter packets (\\d+) bytes (\\d+)");

  private final int number;
  private final NetSpace bridge;
  private final NetSpace space;
  private final Path folder;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<LanProcess> programs = new ArrayList<>();

  LanHost(int number, NetSpace bridge, NetSpace space, Path folder) {
    this.number = number;
    this.bridge = bridge;
    this.space = space;
    this.folder = folder;
  }

  /** What programs here sent: by UDP, and by TCP; bytes from the IP header on. */
  record Sent(long beacons, long beaconBytes, long others, long otherBytes) {
    Sent minus(Sent before) {
      return new Sent(
          beacons - before.beacons,
          beaconBytes - before.beaconBytes,
          others - before.others,
          otherBytes - before.otherBytes);
    }
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

  int number() {
    return number;
  }

  String address() {
    return "10.77.0." + number;
  }

  /** Its own address by IPv6. */
  String linkLocal() {
    return json("-6", "address", "show", "dev", CARD, "scope", "link")
        .getJsonObject(0)
        .getJsonArray("addr_info")
        .getJsonObject(0)
        .getString("local");
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

  /** Drops all multicast, in and out; so IPv6, which finds neighbours by it, is gone as well. */
  void dropMulticast() {
    firewall();
    for (String hook : List.of("input", "output")) {
      nft("add rule inet test %s ip daddr 224.0.0.0/4 counter drop".formatted(hook));
      nft("add rule inet test %s ip6 daddr ff00::/8 counter drop".formatted(hook));
    }
  }

  /** Drops whatever comes from the other one or goes there. */
  void refuse(LanHost other) {
    firewall();
    String card = other.json("link", "show", "dev", CARD).getJsonObject(0).getString("address");
    nft("add rule inet test input ether saddr %s drop".formatted(card));
    nft("add rule inet test output ip daddr %s drop".formatted(other.address()));
    nft("add rule inet test output ip6 daddr %s drop".formatted(other.linkLocal()));
  }

  /** Answers nothing any more and says nothing, without a word that it is so. */
  void fallSilent() {
    firewall();
    for (String hook : List.of("input", "output")) {
      nft("add rule inet test %s drop".formatted(hook));
    }
  }

  /** Loses 5 % of what comes in and of what goes out. */
  void loseEveryTwentieth() {
    firewall();
    for (String hook : List.of("input", "output")) {
      nft("add rule inet test %s numgen random mod 100 < 5 drop".formatted(hook));
    }
  }

  /**
   * Leads what programs here say to the other's node through a {@link FlippingProxy}.
   *
   * @param within at the latest after so many bytes a bit of the answers is flipped
   */
  LanProcess flipWhatComesFrom(LanHost other, int within, long seed) {
    String beside = "10.77.0.%d".formatted(100 + number);
    ip(space, "address", "add", beside + "/24", "dev", CARD);
    nft("add table ip wire");
    nft("add chain ip wire output { type nat hook output priority -100 ; }");
    nft(
        "add rule ip wire output ip saddr %s ip daddr %s tcp dport 7707 redirect to :9999"
            .formatted(address(), other.address()));
    return program(
        FlippingProxy.class,
        "9999",
        other.address(),
        "7707",
        beside,
        Integer.toString(within),
        Long.toString(seed));
  }

  void allowAll() {
    nft("delete table inet test");
  }

  /** Lets programs here send from another address, somebody else's perhaps. */
  void maySendAs(String address) {
    // On an interface that nobody asks: who looks for the address finds its owner.
    space.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore").ok();
    ip(space, "address", "add", address + "/32", "dev", "lo");
  }

  /** From now on, counts the connections that others try to make. */
  void countDials() {
    firewall();
    nft("add rule inet test input tcp flags & (syn | ack) == syn counter");
  }

  /** How often somebody tried to connect; each try once, as refused ones are not repeated. */
  long dials() {
    String rules = space.run("nft", "list", "chain", "inet", "test", "input").ok();
    return COUNTER.matcher(rules).results().mapToLong(it -> Long.parseLong(it.group(1))).sum();
  }

  /** From now on, counts what is sent. */
  void countSent() {
    firewall();
    for (String what : List.of("udp dport 7707", "meta l4proto tcp")) {
      nft("add rule inet test output oifname %s %s counter".formatted(CARD, what));
    }
  }

  Sent sent() {
    String rules = space.run("nft", "list", "chain", "inet", "test", "output").ok();
    List<Long> counts =
        COUNTER
            .matcher(rules)
            .results()
            .flatMap(found -> Stream.of(found.group(1), found.group(2)))
            .map(Long::valueOf)
            .toList();
    return new Sent(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }

  private void firewall() {
    nft("add table inet test");
    for (String hook : List.of("input", "output")) {
      nft("add chain inet test %s { type filter hook %s priority 0 ; }".formatted(hook, hook));
    }
  }

  /** Changes the firewall. */
  void nft(String rule) {
    space.run("nft", rule).ok();
  }

  Traffic traffic() {
    JsonObject counts =
        json("-s", "link", "show", "dev", CARD).getJsonObject(0).getJsonObject("stats64");
    JsonObject out = counts.getJsonObject("tx");
    JsonObject in = counts.getJsonObject("rx");
    return new Traffic(
        out.getJsonNumber("packets").longValue(),
        out.getJsonNumber("bytes").longValue(),
        in.getJsonNumber("packets").longValue(),
        in.getJsonNumber("bytes").longValue());
  }

  /** Starts a node that mounts nothing, and waits until it is ready. */
  NodeProcess node(String name, String... options) {
    return mountingNode(name, and(new String[] {"--no-mount"}, options));
  }

  /** Starts a node whose mount is seen by {@link #run} only. */
  NodeProcess mountingNode(String name, String... options) {
    NodeProcess node =
        NodeProcess.start(home(name), space::inside, and(new String[] {"--name", name}, options));
    nodes.add(node);
    return node;
  }

  /** Where the node of that name lives; the same name on another host is another node. */
  Path home(String name) {
    return folder.resolve(name + number);
  }

  /** Where the dedicated index lives. */
  Path daemonHome() {
    return folder.resolve("daemon" + number);
  }

  /** Starts a dedicated index, and waits until it serves. */
  LanProcess daemon(String... options) {
    String[] all = and(new String[] {"--home", daemonHome().toString(), "--no-monitor"}, options);
    return program(IndexDaemon.class, all);
  }

  /** Starts a program, which says when it is ready. */
  LanProcess program(Class<?> main, String... arguments) {
    Path home = folder.resolve(main.getSimpleName() + number);
    LanProcess program = LanProcess.start(home, space::inside, main, arguments);
    programs.add(program);
    return program;
  }

  /** Takes the card out, while whatever runs here runs on. */
  void disconnect() {
    ip(space, "link", "delete", CARD);
  }

  /** Returns the command that runs this command here. */
  List<String> inside(List<String> command) {
    return space.inside(command);
  }

  /** Begins to run a program here, on a file. */
  CompletableFuture<Shell.Result> begin(Duration deadline, String program, Path file) {
    List<String> command = inside(List.of(program, file.toString()));
    return Shell.begin(deadline, command.toArray(String[]::new));
  }

  /** Runs a program here. */
  Shell.Result run(String... command) {
    return space.run(command);
  }

  @Override
  public void close() {
    nodes.reversed().forEach(NodeProcess::close);
    programs.reversed().forEach(LanProcess::close);
    space.close();
  }

  private JsonArray json(String... arguments) {
    String text = space.run(and(new String[] {"ip", "-j"}, arguments)).ok();
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readArray();
    }
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
