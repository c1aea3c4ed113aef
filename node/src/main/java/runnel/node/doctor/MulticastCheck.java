package runnel.node.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether looking for others by multicast works, at each interface. */
public final class MulticastCheck {
  /** IPv4 and IPv6 are served by the same one: PROTOCOL.md. */
  private static final int PORT = 7707;

  private static final String CHECK = "multicast";

  private MulticastCheck() {}

  /**
   * What happened at one interface.
   *
   * @param name such as {@code eth0}
   * @param group the multicast group, an address
   * @param sent how many datagrams
   * @param heardBack whether own datagrams came back
   * @param error why it can't be used; empty if it can
   */
  public record Heard(String name, String group, long sent, boolean heardBack, String error) {}

  /**
   * Judges them.
   *
   * @param wanted whether the node looks for others at all
   */
  public static List<Finding> of(boolean wanted, List<Heard> interfaces) {
    if (!wanted) {
      return List.of(
          Finding.warn(
              CHECK,
              "this node neither looks for others nor is found",
              "start it without --no-discovery, or give every node the same --index"));
    }
    List<Finding> findings = new ArrayList<>();
    interfaces.forEach(one -> findings.add(of(one)));
    if (findings.isEmpty()) {
      findings.add(
          Finding.warn(
              CHECK,
              "no interface is there at which others could be found",
              "connect this computer to a network, or name an index: runnel up --index HOST:PORT"));
    }
    return findings;
  }

  private static Finding of(Heard at) {
    String where = "%s, group %s".formatted(at.name(), at.group());
    if (!at.error().isEmpty()) {
      return Finding.warn(
          CHECK,
          "%s can't be used: %s".formatted(where, at.error()),
          "nothing, if others are found by another interface; else name an index: --index HOST:PORT");
    }
    if (at.sent() > 0 && !at.heardBack()) {
      return Finding.fail(
          CHECK,
          "%s: %d datagrams were sent and none came back".formatted(where, at.sent()),
          Firewall.help("udp", PORT)
              + "; where the network itself drops multicast: runnel up --index HOST:PORT");
    }
    String sent = at.sent() == 0 ? "nothing sent yet" : "own datagrams come back";
    return Finding.ok(CHECK, where + ": " + sent);
  }
}
