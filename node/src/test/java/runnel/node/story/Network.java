package runnel.node.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes on this machine's loopback, each with a home below one folder; closed in reverse order. */
final class Network implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<NodeProcess> nodes = new ArrayList<>();

  Network(Path folder) {
    this.folder = folder;
  }

  /** Starts a node that shares, carries the index and mounts nothing. */
  NodeProcess owner(String name) {
    return ownerAt(name, "127.0.0.1:" + Ports.free());
  }

  /** The same at an address, to bring a killed one back. */
  NodeProcess ownerAt(String name, String address) {
    return start(name, "--no-mount", "--listen", address);
  }

  /** Starts a node of that name and at that address, but with a key of its own. */
  NodeProcess impostorAt(String name, String address) {
    return startIn(folder.resolve(name + "-impostor"), name, "--no-mount", "--listen", address);
  }

  /** Starts a node that uses the other one's index and mounts the network. */
  NodeProcess reader(String name, NodeProcess index) {
    return start(name, "--listen", "127.0.0.1:" + Ports.free(), "--index", index.address());
  }

  /** Starts a node that uses the other one's index and mounts nothing. */
  NodeProcess guest(String name, NodeProcess index) {
    return guestAt(name, "127.0.0.1:" + Ports.free(), index);
  }

  /** The same at an address, to bring a killed one back. */
  NodeProcess guestAt(String name, String address, NodeProcess index) {
    return start(name, "--no-mount", "--listen", address, "--index", index.address());
  }

  /** Waits until a mount shows the file. */
  static void awaitFile(Path file) {
    Poll.until(
        PATIENCE,
        () -> Shell.run(PATIENCE, "stat", file.toString()).status() == 0,
        () -> file + " never appeared");
  }

  /** Writes a file of seeded bytes that no other file of these tests has. */
  static void randomFile(Path file, int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, bytes, 0, name.length);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.reversed().forEach(NodeProcess::close);
  }

  private NodeProcess start(String name, String... options) {
    return startIn(folder.resolve(name), name, options);
  }

  private NodeProcess startIn(Path home, String name, String... options) {
    List<String> all = new ArrayList<>(List.of("--name", name));
    all.addAll(List.of(options));
    NodeProcess node = NodeProcess.start(home, all.toArray(String[]::new));
    nodes.add(node);
    return node;
  }
}
