package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel cache pin} and {@code unpin}: alike but for the word. */
abstract class CachePinCommand implements Runnable {
  /** A tree of folders may have to be fetched first. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final Session session;
  private final String verb;

  @Parameters(paramLabel = "PATH", description = "A file or folder, such as /alice/Talks.")
  private String path;

  private CachePinCommand(Session session, String verb) {
    this.session = session;
    this.verb = verb;
  }

  /** {@code runnel cache pin}. */
  @Command(name = "pin", description = "Keep a file or folder, whatever else has to make room.")
  static final class Pin extends CachePinCommand {
    Pin(Session session) {
      super(session, "pin");
    }
  }

  /** {@code runnel cache unpin}. */
  @Command(name = "unpin", description = "Let a file or folder make room again when it must.")
  static final class Unpin extends CachePinCommand {
    Unpin(Session session) {
      super(session, "unpin");
    }
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
