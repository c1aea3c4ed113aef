package runnel.ctl;

import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel status}. */
@Command(name = "status", description = "What the node is doing.")
final class StatusCommand implements Runnable {
  private final Session session;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document status = session.ask(Request.get("/v1/status"));
    session.print(status, StatusText.full(status.json(), session.home()));
  }
}
