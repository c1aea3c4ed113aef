package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel share rescan}. */
@Command(name = "rescan", description = "Look through the share folder now, and publish it.")
final class ShareRescanCommand implements Runnable {
  /** A million files on a spinning disk. */
  private static final Duration SCAN = Duration.ofMinutes(10);

  private final Session session;

  @Option(
      names = "--accept-empty",
      description = "What is empty now, on another disk than before, was emptied.")
  private boolean acceptEmpty;

  ShareRescanCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String target = "/v1/share/rescan" + (acceptEmpty ? "?accept-empty=true" : "");
    Document share = session.ask(Request.post(target).within(SCAN));
    session.print(share, ShareText.of(share.json()));
  }
}
