package runnel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.indexd.api.Address;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.NetworkChoice;
import runnel.indexd.identity.NetworkName;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.StoreException;
import runnel.mount.fuse.MountException;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;
import runnel.node.share.ShareException;
import runnel.node.share.ShareGround;

/** The process of one node. People start it with {@code runnel up}. */
@Command(
    name = "runnel-node",
    mixinStandardHelpOptions = true,
    description = "Runs a node until SIGTERM or 'runnel down'.")
public final class NodeMain implements Callable<Integer> {
  /** FAULTS: unmounted and gone within 5 s. */
  private static final int STOP_SECONDS_MAX = 4;

  private static final int FAILED = 1;

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

  @Option(names = "--index", description = "HOST:PORT of the index; default: find one, or be one.")
  private String index;

  @Option(
      names = "--no-discovery",
      description = "Neither look for others by multicast nor be found.")
  private boolean noDiscovery;

  @Option(
      names = "--network",
      description = "The network to be in; without it the one of the last time, first 'runnel'.")
  private String network;

  @Option(
      names = "--passphrase-file",
      description = "A file, mode 0600, with the passphrase that members know.")
  private Path passphraseFile;

  private NodeMain() {}

  /** Runs a node; exits with 0 after an orderly end, else with a reason on stderr. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** As {@link #main}; returns the exit status. */
  static int run(String... arguments) {
    return new CommandLine(new NodeMain()).execute(arguments);
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
    } catch (NodeException e) {
      return failed(status(e.kind()), e);
    } catch (IllegalArgumentException e) {
      return failed(CommandLine.ExitCode.USAGE, e);
    } catch (IdentityException | StoreException | ShareException | MountException e) {
      return failed(FAILED, e);
    }
  }

  private static int failed(int status, RuntimeException why) {
    System.err.println("runnel: " + why.getMessage());
    return status;
  }

  /** The numbers that {@code runnel} uses: CONTROL.md. */
  private static int status(NodeException.Kind kind) {
    return switch (kind) {
      case REFUSED -> 5;
      case UNAVAILABLE, BUSY -> 6;
      case NOT_FOUND, NOT_A_FOLDER, IS_A_FOLDER, STALE, FAILED -> FAILED;
    };
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
        parsed("--name", name, UserName::new),
        parsed("--listen", listen, Address::parse),
        parsed("--index", index, Address::parse),
        !noDiscovery,
        new NetworkChoice(
            parsed("--network", network, NetworkName::typed),
            Optional.ofNullable(passphraseFile).map(Path::toAbsolutePath)));
  }

  private static <T> Optional<T> parsed(String option, String text, Function<String, T> parser) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s '%s' makes no sense: %s".formatted(option, text, e.getMessage()), e);
    }
  }

  private NodeFolders folders() {
    Path at = real(home);
    Path mounted = mount == null ? at.resolve("mount") : mount.toAbsolutePath().normalize();
    Path shared = share == null ? at.resolve("share") : share.toAbsolutePath().normalize();
    Path down =
        downloads == null ? at.resolve("downloads") : downloads.toAbsolutePath().normalize();
    Optional<Path> mountPoint = noMount ? Optional.empty() : Optional.of(mounted);
    // Before any is made: a folder made inside the mount point would be in every mount's way.
    var _ = new NodeFolders(at, shared, mountPoint, down);
    return new NodeFolders(at, requireGround(real(shared)), mountPoint, real(down));
  }

  private static Path requireGround(Path share) {
    ShareGround.now()
        .whyNot(share)
        .ifPresent(why -> {
          throw new NodeException(
              NodeException.Kind.REFUSED,
              "could not share %s: %s; choose a folder of your own files with --share"
                  .formatted(share, why));
        });
    return share;
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
              .formatted(folder, IoReason.of(e)),
          e);
    }
  }
}
