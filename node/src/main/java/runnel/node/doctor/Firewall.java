package runnel.node.doctor;

/** What lets others through, with the tools that people have. */
final class Firewall {
  private Firewall() {}

  /** Commands that open a port, for the protocol {@code tcp} or {@code udp}. */
  static String help(String protocol, int port) {
    return ("let %1$s port %2$d through the firewall: ufw allow %2$d/%1$s; or firewall-cmd --add-port=%2$d/%1$s;"
            + " or nft add rule inet filter input %1$s dport %2$d accept")
        .formatted(protocol, port);
  }
}
