package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Real datagrams, between processes in network namespaces that the tests make. */
class DiscoveryTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofSeconds(20);

  /** Interfaces are looked at every two seconds. */
  private static final Duration NOTICED = Duration.ofSeconds(6);

  @Test
  void twoHostsHearEachOtherByBothIpVersionsAndWhenOneLeaves() throws Exception {
    try (Host one = Host.make();
        Host two = Host.make()) {
      Host.join(one, two, "lan0");
      one.up("lan0", 1, 1);
      two.up("lan0", 1, 2);
      try (StationProcess first = StationProcess.start(one, 1);
          StationProcess second = StationProcess.start(two, 2)) {
        var _ = first.await("(ASK|HERE) 2 .*", START);
        var _ = first.await("\\w+ 2 10.7.1.2:7707 lan0", SOON);
        var _ = first.await("\\w+ 2 \\[fe80:.*:2%lan0\\]:7707 lan0", SOON);
        var _ = second.await("\\w+ 1 10.7.1.1:7707 lan0", SOON);
        var _ = second.await("\\w+ 1 \\[fe80:.*:1%lan0\\]:7707 lan0", SOON);
        assertThat(first.report("lan0 ipv4")).startsWith("lan0 ipv4 works");
        assertThat(first.report("lan0 ipv6")).startsWith("lan0 ipv6 works");

        second.end();
        var _ = first.await("BYE 2 10.7.1.2:7707 lan0", SOON);
        var _ = first.await("BYE 2 .fe80.* lan0", SOON);
      }
    }
  }

  @Test
  void nodesOfOneHostWithoutAnyNetworkHearEachOther() throws Exception {
    try (Host host = Host.make();
        StationProcess first = StationProcess.start(host, 1);
        StationProcess second = StationProcess.start(host, 2)) {
      var _ = first.await("\\w+ 2 127.0.0.1:7707 lo", START);
      var _ = second.await("\\w+ 1 127.0.0.1:7707 lo", START);
      assertThat(first.report("lo ipv6")).contains("no way through loopback");
    }
  }

  @Test
  void anInterfaceThatComesLaterIsUsedAndOneThatComesBack() throws Exception {
    try (Host one = Host.make();
        Host two = Host.make();
        StationProcess first = StationProcess.start(one, 1);
        StationProcess second = StationProcess.start(two, 2)) {
      awaitReport(first, "lo ipv4", "lo ipv4 works .*");
      awaitReport(second, "lo ipv4", "lo ipv4 works .*");
      Host.join(one, two, "lan0");
      one.up("lan0", 1, 1);
      two.up("lan0", 1, 2);
      var _ = first.await("\\w+ 2 10.7.1.2:7707 lan0", NOTICED);
      var _ = second.await("\\w+ 1 .fe80.*%lan0.:7707 lan0", NOTICED);

      one.run("ip", "link", "delete", "lan0");
      first.forget();
      second.forget();
      Host.join(one, two, "wlan0");
      one.up("wlan0", 2, 1);
      two.up("wlan0", 2, 2);
      var _ = first.await("\\w+ 2 .fe80.*%wlan0.:7707 wlan0", NOTICED);
      var _ = second.await("\\w+ 1 10.7.2.1:7707 wlan0", NOTICED);
    }
  }

  @Test
  void aFirewallThatDropsMulticastShowsInTheReport() throws Exception {
    Tools.need("nft");
    try (Host one = Host.make();
        Host two = Host.make()) {
      Host.join(one, two, "lan0");
      one.up("lan0", 1, 1);
      two.up("lan0", 1, 2);
      one.run("nft", "add", "table", "inet", "wall");
      one.run("nft", "add chain inet wall in { type filter hook input priority 0; }");
      one.run("nft", "add rule inet wall in iifname lan0 udp dport 7707 drop");
      try (StationProcess first = StationProcess.start(one, 1);
          StationProcess second = StationProcess.start(two, 2)) {
        var _ = second.await("ASK 1 10.7.1.1:7707 lan0", START);
        awaitReport(first, "lan0 ipv4", "lan0 ipv4 blocked .*");
        awaitReport(first, "lan0 ipv6", "lan0 ipv6 blocked .*");
        assertThat(first.report("lo ipv4")).startsWith("lo ipv4 works");

        one.run("nft", "delete", "table", "inet", "wall");
        first.command("ask");
        var _ = first.await("\\w+ 2 10.7.1.2:7707 lan0", NOTICED);
        awaitReport(first, "lan0 ipv4", "lan0 ipv4 works .*");
      }
    }
  }

  private static void awaitReport(StationProcess station, String link, String regex)
      throws Exception {
    long end = System.nanoTime() + START.toNanos();
    String report = station.report(link);
    while (!report.matches(regex)) {
      assertThat(System.nanoTime()).as("%s is no %s", report, regex).isLessThan(end);
      Thread.sleep(50);
      report = station.report(link);
    }
  }
}
