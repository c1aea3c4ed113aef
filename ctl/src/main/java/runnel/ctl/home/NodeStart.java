package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runnel.ctl.control.ControlClient;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Deadline;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/**
 * A node being started. Unless it became ready, closing ends it; so does the end of this process.
 *
 * <pre>{@code
 * try (NodeStart start = NodeStart.begin(home, options)) {
 *   return start.awaitReady(Duration.ofSeconds(60), progress);
 * }
 * }</pre>
 */
public final class NodeStart implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LISTING = Duration.ofSeconds(5);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  /** How the node and its launcher begin what they say to people. */
  private static final String SPOKEN = "runnel: ";

  private final Home home;
  private final NodeProcess process;
  private final Thread atExit = new Thread(this::giveUp, "end-node");

  /** Written by the thread that waits, read by the one that runs when this process ends. */
  private volatile boolean ready;

  private volatile boolean givenUp;

  private NodeStart(Home home, NodeProcess process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts a node in that home, whose folders it makes.
   *
   * @throws CtlException of kind FAILED if that can't be done
   */
  public static NodeStart begin(Home home, NodeOptions options) {
    try {
      Home prepared = home.prepared();
      NodeStart start =
          new NodeStart(
              prepared, NodeProcess.start(options.command(prepared), prepared.startLog()));
      start.endWithThisProcess();
      return start;
    } catch (IOException e) {
      throw new CtlException(
          Kind.FAILED, "cannot start a node in " + home.folder() + ": " + IoReason.of(e), e);
    }
  }

  private void endWithThisProcess() {
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      endProcess(); // This process is ending already.
      throw e;
    }
  }

  /**
   * Waits until the node serves the share and its mount can be listed; its status then.
   *
   * @param progress told now and then, when it takes long
   * @throws CtlException of kind FAILED, with the node's last words, if it ended or is not ready in
   *     time
   */
  public Document awaitReady(Duration within, Consumer<String> progress) {
    Deadline deadline = Deadline.in(within);
    Deadline tell = Deadline.in(TELL_EVERY);
    while (!deadline.passed()) {
      Optional<Document> status = readyStatus();
      if (status.isPresent()) {
        requireMount(status.get());
        ready = true;
        return status.get();
      }
      if (process.ended(POLL)) {
        throw ended();
      }
      if (tell.passed()) {
        progress.accept("still starting, " + deadline.left().toSeconds() + " s to go");
        tell = Deadline.in(TELL_EVERY);
      }
    }
    throw failed("it was not ready within " + within.toSeconds() + " s");
  }

  private Optional<Document> readyStatus() {
    try {
      ControlClient client = home.client();
      Document status = client.ask(Request.get("/v1/status").within(ANSWER));
      // Another node may have this home; the one started here then ends and says so.
      boolean ours = status.json().number("pid").orElse(-1) == process.pid();
      boolean isReady = status.json().text("state").orElse("").equals("ready");
      return ours && isReady ? Optional.of(status) : Optional.empty();
    } catch (CtlException e) {
      return Optional.empty(); // Not listening yet.
    }
  }

  private void requireMount(Document status) {
    Optional<Path> mount = status.json().text("mount").map(Path::of);
    if (mount.isPresent() && !MountProbe.canBeListed(mount.get(), LISTING)) {
      throw failed("its mount " + mount.get() + " can't be listed");
    }
  }

  /** A node that knows why it can't start says so in one line, and its status tells the kind. */
  private CtlException ended() {
    if (givenUp) {
      return new CtlException(
          Kind.FAILED,
          "the start of a node in " + home.folder() + " was given up; none is running");
    }
    List<String> words = LastLines.of(home.startLog());
    int status = process.exitStatus();
    if (words.size() != 1 || !words.getFirst().startsWith(SPOKEN)) {
      return failed("it ended with status " + status);
    }
    Kind kind =
        switch (status) {
          case 2 -> Kind.USAGE;
          case 5 -> Kind.REFUSED;
          case 6 -> Kind.UNAVAILABLE;
          default -> Kind.FAILED;
        };
    String why = words.getFirst().substring(SPOKEN.length());
    return new CtlException(kind, "cannot start a node in " + home.folder() + ": " + why);
  }

  private CtlException failed(String why) {
    StringBuilder message = new StringBuilder("cannot start a node in ");
    message.append(home.folder()).append(": ").append(why);
    List<String> words = LastLines.of(home.startLog());
    if (!words.isEmpty()) {
      message.append("; its last words:");
      words.forEach(line -> message.append("\n  ").append(line));
    }
    return new CtlException(Kind.FAILED, message.toString());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // This process is ending: the hook runs.
    }
    endProcess();
  }

  private void giveUp() {
    givenUp = true;
    endProcess();
  }

  private void endProcess() {
    if (!ready) {
      process.end();
    }
  }
}
