package runnel.ctl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.home.LeftMount;
import runnel.ctl.home.NodeEnd;
import runnel.ctl.text.Printable;

/** {@code runnel down}. */
@Command(name = "down", description = "End the node, after taking its mount away.")
final class DownCommand implements Runnable {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(15);

  private final Session session;

  DownCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    try {
      NodeEnd.of(session.home(), GONE_WITHIN);
    } catch (CtlException e) {
      if (e.kind() != Kind.NOT_RUNNING || !removedLeftMount()) {
        throw e;
      }
    }
  }

  /** Whether a node that was killed had left something to be done. */
  private boolean removedLeftMount() {
    Optional<Path> left = LeftMount.of(session.home());
    left.ifPresent(mount -> {
      LeftMount.remove(mount);
      session.tell(
          "no node was running; removed the mount that a killed one left at "
              + Printable.of(mount.toString()));
    });
    return left.isPresent();
  }
}
