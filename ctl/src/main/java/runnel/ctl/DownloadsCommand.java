package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel downloads}. */
@Command(
    name = "downloads",
    description = "The downloads, and how far they are.",
    footer = {"", "With --follow --json each change is a document in a line of its own."})
final class DownloadsCommand implements Runnable {
  private final Session session;

  @Option(names = "--follow", description = "Go on showing how they get on.")
  private boolean follow;

  DownloadsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    if (follow) {
      new DownloadsFollow(session, all -> true).run();
      return;
    }
    Document downloads = session.ask(Request.get("/v1/downloads"));
    session.print(downloads, DownloadsText.of(downloads.json()));
  }
}
