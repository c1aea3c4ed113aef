package runnel.ctl;

import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel trust ls}. */
@Command(name = "ls", description = "Every pinned key, and what there is to decide.")
final class TrustLsCommand implements Runnable {
  private final Session session;

  TrustLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document trust = session.ask(Request.get("/v1/trust"));
    session.print(trust, TrustText.of(trust.json()));
  }
}
