package runnel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.indexd.api.Address;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.StoreException;
import runnel.mount.fuse.MountException;
import runnel.node.failure.NodeException;
import runnel.node.share.ShareException;

/** The process of one node. People start it with {@code runnel up}. */
@Command(
    name = "runnel-node",
    mixinStandardHelpOptions = true,
    description = "Runs a node until SIGTERM or 'runnel down'.")
public final class NodeMain implements Callable<Integer> {
  /** FAULTS: unmounted and gone within 5 s. */
  private static final int STOP_SECONDS_MAX = 4;

  @Option(names = "--home", required = true, description = "Where the node lives: HOME/state.")
  private Path home;

  @Option(names = "--name", description = "The user's name on the network.")
  private String name;

  @Option(names = "--share", description = "What to publish; default HOME/share.")
  private Path share;

  @Option(names = "--mount", description = "Where to mount the network; default HOME/mount.")
  private Path mount;

  @Option(names = "--no-mount", description = "Mount nothing.")
  private boolean noMount;

  @Option(names = "--downloads", description = "Where downloads go; default HOME/downloads.")
  private Path downloads;

  @Option(
      names = "--listen",
      description = "HOST:PORT for peers; default 0.0.0.0:7707, or a free port near it.")
  private String listen;

  @Option(names = "--index", description = "HOST:PORT of the index; default: embed one.")
  private String index;

  @Option(names = "--no-discovery", description = "Announce nothing on the network.")
  private boolean noDiscovery;

  private NodeMain() {}

  /** Runs a node; exits with 0 after an orderly end, with 1 and a reason on stderr otherwise. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NodeMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    try {
      NodeSettings settings = settings();
      NodeLog.start(settings.state());
      CountDownLatch ended = new CountDownLatch(1);
      try (Node node = Node.start(settings)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, ended)));
        node.awaitStop();
      } finally {
        ended.countDown();
      }
      return 0;
    } catch (NodeException
        | IdentityException
        | StoreException
        | ShareException
        | MountException
        | IllegalArgumentException e) {
      System.err.println("runnel: " + e.getMessage());
      return 1;
    }
  }

  /** SIGTERM: the main thread stops the node; the machine does not wait for ever. */
  private static void stop(Node node, CountDownLatch ended) {
    node.askToStop();
    try {
      var _ = ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private NodeSettings settings() {
    return new NodeSettings(
        folders(),
        Optional.ofNullable(name).map(UserName::new),
        Optional.ofNullable(listen).map(Address::parse),
        Optional.ofNullable(index).map(Address::parse),
        !noDiscovery);
  }

  private NodeFolders folders() {
    Path at = real(home);
    Path mounted = mount == null ? at.resolve("mount") : mount.toAbsolutePath().normalize();
    return new NodeFolders(
        at,
        real(share == null ? at.resolve("share") : share),
        noMount ? Optional.empty() : Optional.of(mounted),
        real(downloads == null ? at.resolve("downloads") : downloads));
  }

  /** Creates the folder and resolves links, so that overlaps can be seen. */
  private static Path real(Path folder) {
    try {
      Files.createDirectories(folder);
      return folder.toRealPath();
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not use the folder %s: %s; choose one that you may write"
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
