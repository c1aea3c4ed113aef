package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel share rescan}. */
@Command(name = "rescan", description = "Look through the share folder now, and publish it.")
final class ShareRescanCommand implements Runnable {
  /** A million files on a spinning disk. */
  private static final Duration SCAN = Duration.ofMinutes(10);

  private final Session session;

  ShareRescanCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document share = session.ask(Request.post("/v1/share/rescan").within(SCAN));
    session.print(share, ShareText.of(share.json()));
  }
}
