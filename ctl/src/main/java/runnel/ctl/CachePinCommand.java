package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel cache pin} and {@code unpin}. */
@Command
final class CachePinCommand implements Runnable {
  /** A tree of folders may have to be fetched first. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final Session session;
  private final String verb;

  @Parameters(paramLabel = "PATH", description = "A file or folder, such as /alice/Talks.")
  private String path;

  /**
   * @param verb {@code pin} or {@code unpin}
   */
  CachePinCommand(Session session, String verb) {
    this.session = session;
    this.verb = verb;
  }

  @Override
  public void run() {
    String target = NetworkPath.of(path, session.home().mount()).toString();
    Document done =
        session.ask(
            Request.post("/v1/cache/" + verb + "?path=" + Request.encode(target)).within(WITHIN));
    session.print(
        done,
        Printable.of(
                "%sned %s: %s, of which %s are cached"
                    .formatted(
                        verb,
                        target,
                        Cells.count(done.json(), "contents", "content"),
                        Cells.size(done.json(), "bytes")))
            + "\n");
  }
}
