package runnel.node.story;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node in a process of its own, as {@code runnel up} starts it; closed by SIGTERM, then by force.
 */
final class NodeProcess implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final Duration START = Duration.ofSeconds(60);

  private final Path home;
  private final Process process;

  private NodeProcess(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts a node and waits until it is ready. It is on the machine's own network, to which tests
   * say nothing.
   */
  static NodeProcess start(Path home, String... options) {
    List<String> all = new ArrayList<>(List.of("--no-discovery"));
    all.addAll(List.of(options));
    return start(home, command -> command, all.toArray(String[]::new));
  }

  /**
   * Starts a node that may look for others, and waits until it is ready.
   *
   * @param inside makes of its command one that runs it on a network of the test
   */
  static NodeProcess start(Path home, UnaryOperator<List<String>> inside, String... options) {
    try {
      Files.createDirectories(home);
      List<String> command = new ArrayList<>(java());
      command.add("runnel.node.NodeMain");
      command.addAll(List.of("--home", home.toString()));
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(inside.apply(command))
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("output.txt").toFile())
              .start();
      NodeProcess node = new NodeProcess(home, process);
      node.awaitReady();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path mount() {
    return home.resolve("mount");
  }

  Path share() {
    return home.resolve("share");
  }

  String address() {
    return status().getString("address");
  }

  String name() {
    return status().getString("name");
  }

  long counter(String name) {
    return status().getJsonObject("counters").getJsonNumber(name).longValue();
  }

  JsonObject status() {
    return ask("GET", "/v1/status");
  }

  /** Sends a request to the control API. */
  JsonObject ask(String method, String path) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      send(channel, method, path);
      String body = body(channel);
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request to the control API and does not stay for the answer. */
  void askAndLeave(String method, String path) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      send(channel, method, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(SocketChannel channel, String method, String path) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(home.resolve("state/control.sock")));
    String request = method + " " + path + " HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
  }

  /** The server may leave the connection open, so the body ends by its length. */
  private static String body(SocketChannel channel) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (!isWhole(answer.toByteArray()) && channel.read(buffer.clear()) > 0) {
      answer.write(buffer.array(), 0, buffer.position());
    }
    String text = answer.toString(StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  private static boolean isWhole(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Matcher length = LENGTH.matcher(text);
    return end >= 0
        && length.find()
        && answer.length >= end + 4 + Integer.parseInt(length.group(1));
  }

  /** Has the share looked over; all of it is hashed and published then. */
  void rescan() {
    ask("POST", "/v1/share/rescan");
    Poll.until(START, () -> status().getJsonObject("shareState").getInt("hashing") == 0, this::log);
    ask("POST", "/v1/share/rescan");
  }

  boolean hasLine(String text) {
    return output().contains(text);
  }

  /** What the node's log says. */
  String log() {
    try {
      return Files.readString(home.resolve("state/log/node.0.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String output() {
    try {
      return Files.readString(home.resolve("output.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal, by its name without SIG, to this node's process. */
  void signal(String name) {
    Shell.run(Duration.ofSeconds(5), "kill", "-" + name, Long.toString(pid()));
  }

  /** Waits for the end of the process. */
  boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    signal("CONT");
    signal("TERM");
    if (!ended(Duration.ofSeconds(10))) {
      process.destroyForcibly();
      var _ = ended(Duration.ofSeconds(10));
    }
    Shell.run(Duration.ofSeconds(10), "sh", "-c", "fusermount -uz '" + mount() + "' 2>&1 || true");
  }

  private void awaitReady() {
    Poll.until(
        START,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("the node ended: " + output());
          }
          return isReady();
        },
        () -> "the node is not ready: " + output());
  }

  private boolean isReady() {
    try {
      return Files.exists(home.resolve("state/control.sock"))
          && status().getString("state").equals("ready");
    } catch (UncheckedIOException | StringIndexOutOfBoundsException e) {
      return false;
    }
  }

  /** How a node is run, up to its main class: as by its launcher, but for the AOT cache. */
  static List<String> java() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(Files.readAllLines(Path.of("bin/node.flags")));
    command.addAll(Files.readAllLines(Path.of(System.getProperty("jvm.flags.file"))));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }
}
