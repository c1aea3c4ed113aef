package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Station} on a host. */
final class StationProcess implements AutoCloseable {
  private final Process process;

  /** Guarded by this. */
  private final List<String> lines = new ArrayList<>();

  private StationProcess(Process process) {
    this.process = process;
  }

  static StationProcess start(Host host, int number) throws IOException {
    return start(host, Station.class, Integer.toString(number));
  }

  static StationProcess start(Host host, Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = Tools.builder(host.inside(command)).redirectErrorStream(true);
    StationProcess station = new StationProcess(builder.start());
    var _ = Thread.ofVirtual().start(station::read);
    return station;
  }

  /** Waits for a line that matches the regular expression wholly, past or to come. */
  String await(String regex, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      while (true) {
        for (String line : lines) {
          if (line.matches(regex)) {
            return line;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left).as("no line '%s' within %s of %s", regex, patience, lines).isPositive();
        wait(left);
      }
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized void forget() {
    lines.clear();
  }

  void command(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Returns the line of the report for a link, such as {@code "eth0 ipv6"}; empty if none is. */
  String report(String link) throws IOException, InterruptedException {
    synchronized (this) {
      lines.removeIf(line -> line.equals("reported") || line.matches("\\w+ ipv[46] .*"));
    }
    command("report");
    var _ = await("reported", Duration.ofSeconds(10));
    return lines().stream().filter(line -> line.startsWith(link + " ")).findFirst().orElse("");
  }

  /** Returns one count of a line of a report. */
  static long count(String report, Count count) {
    String number = report.replaceFirst(".* " + count + "=(\\d+).*", "$1");
    return Long.parseLong(number);
  }

  /** Ends it in order. */
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() {
    var _ = process.destroyForcibly().onExit().join();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (this) {
          lines.add(line);
          notifyAll();
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
