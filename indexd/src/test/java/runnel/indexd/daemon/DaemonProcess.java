package runnel.indexd.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import runnel.indexd.api.Address;

/** A daemon in a process of its own, on the loopback, silent on the network. */
final class DaemonProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private DaemonProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static DaemonProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), IndexDaemon.class.getName()));
    command.addAll(List.of(arguments));
    return new DaemonProcess(new ProcessBuilder(command).start());
  }

  static Address freeAddress() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address("127.0.0.1", probe.getLocalPort());
    }
  }

  /** Returns what it prints until it is ready, or ends. */
  List<String> untilReady() throws IOException {
    List<String> lines = new ArrayList<>();
    String line = output.readLine();
    while (line != null && !line.equals("ready")) {
      lines.add(line);
      line = output.readLine();
    }
    return lines;
  }

  String errors() throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end and returns the exit status. */
  int status() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the daemon did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroyForcibly();
    output.close();
  }
}
