package runnel.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import runnel.indexd.api.Address;
import runnel.indexd.identity.NetworkChoice;
import runnel.indexd.identity.UserName;

/**
 * Lets one node read from another once, on loopback and without discovery: {@code
 * ctl/bin/launch.sh} lets the JVM watch this, and keeps what it loaded, linked and learnt of the
 * hot methods for the next start (JEP 514, JEP 515). Without it a fresh node starts a second later
 * and reads its first half gigabyte at a third of its speed.
 */
public final class Rehearsal {
  /** Enough for the profiles of what is hot; the JVM compiles nothing into its cache. */
  private static final int MEGABYTES = 48;

  /** Somebody waits for the first start, and {@code runnel up} only for a minute. */
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final long endNanos = System.nanoTime() + WITHIN.toNanos();
  private final Path folder;

  private Rehearsal(Path folder) {
    this.folder = folder;
  }

  /** Takes no arguments; ends with 0 also if something failed: what was learnt till then counts. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("runnel-rehearsal-");
    try {
      new Rehearsal(folder).run();
    } catch (IOException | InterruptedException | RuntimeException e) {
      System.err.println("the rehearsal ended early: " + e);
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    writeShare(Files.createDirectories(folder.resolve("owner/share")));
    Address owner = freeAddress();
    try (Node _ = Node.start(settings("owner", owner, Optional.empty()));
        Node _ = Node.start(settings("reader", freeAddress(), Optional.of(owner)))) {
      read(folder.resolve("reader/mount/peers/owner"));
    }
  }

  private static void writeShare(Path share) throws IOException {
    Random random = new SecureRandom();
    byte[] megabyte = new byte[1 << 20];
    random.nextBytes(megabyte);
    try (OutputStream big = Files.newOutputStream(share.resolve("big"))) {
      for (int i = 0; i < MEGABYTES; i++) {
        big.write(megabyte);
      }
    }
    for (int i = 0; i < 200; i++) {
      Files.write(share.resolve("small" + i), new byte[] {(byte) i, 1, 2});
    }
  }

  private static Address freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address("127.0.0.1", socket.getLocalPort());
    }
  }

  private NodeSettings settings(String name, Address listen, Optional<Address> index)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Optional<Path> mount = index.map(reads -> home.resolve("mount"));
    Files.createDirectories(home.resolve("share"));
    return new NodeSettings(
        new NodeFolders(home, home.resolve("share"), mount, home.resolve("downloads")),
        Optional.of(new UserName(name)),
        Optional.of(listen),
        index,
        false,
        NetworkChoice.AS_LAST);
  }

  /** By programs, for the process that serves a mount must not read it. */
  private void read(Path peer) throws IOException, InterruptedException {
    while (!succeeds("find", peer.toString(), "-size", "+1c")
        || !succeeds("cat", peer.resolve("big").toString())) {
      if (left() <= 0) {
        throw new IllegalStateException("the files of the other node did not come");
      }
      Thread.sleep(200);
    }
    boolean _ = succeeds("sh", "-c", "cat \"$1\"/small*", "sh", peer.toString());
  }

  private boolean succeeds(String... command) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!program.waitFor(left(), TimeUnit.NANOSECONDS)) {
      program.destroyForcibly();
      return false;
    }
    return program.exitValue() == 0;
  }

  private long left() {
    return endNanos - System.nanoTime();
  }

  private static void delete(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path each : found.toList().reversed()) {
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the rehearsal could not delete " + folder + ": " + e);
    }
  }
}
