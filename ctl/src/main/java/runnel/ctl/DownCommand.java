package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import runnel.ctl.home.NodeEnd;

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
    NodeEnd.of(session.home(), GONE_WITHIN);
  }
}
