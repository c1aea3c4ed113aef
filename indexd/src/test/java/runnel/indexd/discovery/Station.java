package runnel.indexd.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import runnel.indexd.discovery.Beacon.Kind;

/**
 * A process that discovers and prints what it hears. Arguments: its number. Commands by standard
 * input: {@code ask}, {@code report}; it ends with its input.
 */
final class Station {
  private Station() {}

  public static void main(String[] arguments) throws IOException {
    Beacon own = Beacons.candidate(Kind.HERE, Integer.parseInt(arguments[0]));
    DiscoverySettings settings = DiscoverySettings.of(NetworkTag.DEFAULT);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Discovery discovery = Discovery.start(settings, () -> own, Station::print)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "ask" -> discovery.ask();
          case "report" -> print(discovery);
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
    System.out.println("ended");
  }

  private static void print(Heard heard) {
    Beacon beacon = heard.beacon();
    String number = beacon.peer().hash().hex().replaceFirst("^0+", "");
    print(beacon.kind() + " " + number + " " + heard.from() + " " + heard.networkInterface());
  }

  private static void print(Discovery discovery) {
    for (InterfaceReport report : discovery.report()) {
      print(report.name() + " ipv4", report.ipv4());
      print(report.name() + " ipv6", report.ipv6());
    }
    print("reported");
  }

  private static void print(String link, LinkReport report) {
    String counts = "";
    for (Map.Entry<Count, Long> count : report.counts().entrySet()) {
      counts += " " + count.getKey() + "=" + count.getValue();
    }
    String state = report.unused().orElse(report.blocked() ? "blocked" : "works");
    print(link + " " + state + counts + " " + report.lastError().orElse(""));
  }

  private static void print(String line) {
    synchronized (System.out) {
      System.out.println(line);
    }
  }
}
