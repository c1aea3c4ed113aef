package runnel.indexd.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of the test's own. It lives as long as the process that holds it, which ends
 * with the test's: nothing is left behind, and nothing reaches the machine's network.
 */
final class Host implements AutoCloseable {
  private final Process holder;

  private Host(Process holder) {
    this.holder = holder;
  }

  /** Makes a host without any interface but a loopback that is up. */
  static Host make() throws IOException, InterruptedException {
    Tools.need("ip");
    if (!Tools.isRoot()) {
      throw new AssertionError("network namespaces need root: run the tests as root");
    }
    // "cat" ends when its input does: when this process ends, in whatever way.
    Host host = new Host(Tools.builder("unshare", "--net", "cat").start());
    host.awaitNamespace();
    host.run("ip", "link", "set", "lo", "up");
    return host;
  }

  /** Joins two hosts by a cable, as interface {@code name} of both; it has no address yet. */
  static void join(Host one, Host other, String name) throws IOException, InterruptedException {
    String pid = Long.toString(other.holder.pid());
    one.run("ip", "link", "add", name, "type", "veth", "peer", "name", name, "netns", pid);
    for (Host host : List.of(one, other)) {
      // Else the kernel takes seconds to make and test a link-local address of its own.
      host.run("ip", "link", "set", name, "addrgenmode", "none");
    }
  }

  /** Takes the interface up, with 10.7.NET.NUMBER and fe80::NUMBER. */
  void up(String name, int net, int number) throws IOException, InterruptedException {
    run("ip", "link", "set", name, "up");
    run("ip", "address", "add", "10.7." + net + "." + number + "/24", "dev", name);
    run("ip", "address", "add", "fe80::" + number + "/64", "dev", name, "nodad");
  }

  /** Runs a program here that must succeed. */
  String run(String... command) throws IOException, InterruptedException {
    return Tools.run(inside(List.of(command)));
  }

  /** Returns the command that runs a program here. */
  String[] inside(List<String> command) {
    List<String> whole =
        new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid()), "--net"));
    whole.addAll(command);
    return whole.toArray(String[]::new);
  }

  @Override
  public void close() {
    var _ = holder.destroyForcibly().onExit().join();
  }

  /** Until then an "nsenter" would stay in the machine's own network. */
  private void awaitNamespace() throws IOException, InterruptedException {
    String mine = Tools.run("readlink", "/proc/self/ns/net");
    String path = "/proc/" + holder.pid() + "/ns/net";
    while (Tools.run("readlink", path).equals(mine)) {
      if (!holder.isAlive()) {
        throw new AssertionError("unshare failed with " + holder.exitValue());
      }
      Thread.onSpinWait();
    }
  }
}
