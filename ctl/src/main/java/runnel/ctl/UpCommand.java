package runnel.ctl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.home.Fuse;
import runnel.ctl.home.Handover;
import runnel.ctl.home.NodeOptions;
import runnel.ctl.home.NodeStart;

/** {@code runnel up}. */
@Command(name = "up", description = "Start the node: share the share folder, mount the network.")
final class UpCommand implements Runnable {
  /** Opening stores and joining an index takes a second or two; a slow disk takes longer. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  /** What the node allows itself for mounting, and a little more. */
  private static final Duration MOUNTED_WITHIN = Duration.ofSeconds(15);

  private final Session session;

  @Option(names = "--name", paramLabel = "NAME", description = "The user's name.")
  private Optional<String> name;

  @Option(names = "--share", paramLabel = "DIR", description = "The folder to share.")
  private Optional<Path> share;

  @ArgGroup private Mounting mounting = new Mounting();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where peers are answered; port 7707 without it.")
  private Optional<String> listen;

  @Option(
      names = "--index",
      paramLabel = "HOST:PORT",
      description =
          "A node or an index daemon to use; without it one is found, or this node is it.")
  private Optional<String> index;

  @Option(names = "--no-discovery", description = "Neither look for others nor be found.")
  private boolean noDiscovery;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "The network to be in, kept for later starts; 'runnel' is everybody's.")
  private Optional<String> network;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "A file, mode 0600, with the passphrase that its members know.")
  private Optional<Path> passphraseFile;

  @Option(names = "--foreground", description = "Become the node instead of starting one.")
  private boolean foreground;

  /** One of the two, or neither. */
  static final class Mounting {
    @Option(names = "--mount", paramLabel = "DIR", description = "Where everybody's files appear.")
    private Optional<Path> mount = Optional.empty();

    @Option(names = "--no-mount", description = "Share only, mount nothing.")
    private boolean none;
  }

  UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Optional<Document> running = running();
    if (running.isPresent()) {
      session.tell(
          options().equals(NodeOptions.DEFAULTS)
              ? "already running"
              : "already running, as it was started; for other options: runnel down, then up");
      Document status = mounted(running.get());
      session.print(status, StatusText.brief(status.json()));
      return;
    }
    if (!mounting.none) {
      Fuse.ensure(session.surroundings());
    }
    if (foreground) {
      Handover.to(session.home(), options());
      return;
    }
    try (NodeStart start = NodeStart.begin(session.home(), options())) {
      Document status = start.awaitReady(READY_WITHIN, session::tell);
      session.print(status, StatusText.brief(status.json()));
    }
  }

  /** What somebody unmounted while the node runs is mounted again: that is what up is asked for. */
  private Document mounted(Document status) {
    boolean missing = status.json().text("mountState").orElse("").equals("unmounted");
    return missing ? session.ask(Request.post("/v1/mount").within(MOUNTED_WITHIN)) : status;
  }

  private NodeOptions options() {
    return new NodeOptions(
        name,
        share,
        mounting.mount,
        !mounting.none,
        listen,
        index,
        !noDiscovery,
        new NodeOptions.Network(network, passphraseFile));
  }

  private Optional<Document> running() {
    try {
      return Optional.of(session.ask(Request.get("/v1/status")));
    } catch (CtlException e) {
      if (e.kind() == Kind.NOT_RUNNING) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
