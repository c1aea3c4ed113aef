package runnel.ctl;

import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel share ls}. */
@Command(name = "ls", description = "What is shared, and what is not and why.")
final class ShareLsCommand implements Runnable {
  private final Session session;

  ShareLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document share = session.ask(Request.get("/v1/share"));
    session.print(share, ShareText.of(share.json()));
  }
}
