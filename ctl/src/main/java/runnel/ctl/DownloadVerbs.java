package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel pause}, {@code resume}, {@code cancel}, {@code retry}: alike but for the word. */
abstract class DownloadVerbs implements Runnable {
  private final Session session;
  private final String verb;

  @Parameters(
      paramLabel = "ID|all",
      arity = "1..*",
      description = "Numbers as 'runnel downloads' shows them, or all.")
  private String[] ids;

  private DownloadVerbs(Session session, String verb) {
    this.session = session;
    this.verb = verb;
  }

  /** {@code runnel pause}. */
  @Command(name = "pause", description = "Stop downloads for now.")
  static final class Pause extends DownloadVerbs {
    Pause(Session session) {
      super(session, "pause");
    }
  }

  /** {@code runnel resume}. */
  @Command(name = "resume", description = "Let paused downloads go on.")
  static final class Resume extends DownloadVerbs {
    Resume(Session session) {
      super(session, "resume");
    }
  }

  /** {@code runnel cancel}. */
  @Command(name = "cancel", description = "Give downloads up; what was fetched is deleted.")
  static final class Cancel extends DownloadVerbs {
    Cancel(Session session) {
      super(session, "cancel");
    }
  }

  /** {@code runnel retry}. */
  @Command(name = "retry", description = "Try downloads now that wait, or failed ones once more.")
  static final class Retry extends DownloadVerbs {
    Retry(Session session) {
      super(session, "retry");
    }
  }

  @Override
  public void run() {
    for (String id : ids) {
      if (!id.matches("\\d{1,15}|all")) {
        throw new CtlException(
            Kind.USAGE,
            "cannot %s '%s': it is no number of a download; see 'runnel downloads'"
                .formatted(verb, id));
      }
    }
    for (String id : ids) {
      Document changed =
          session.ask(Request.post("/v1/downloads/" + verb + "?id=" + Request.encode(id)));
      boolean none = DownloadsText.lines(changed.json()).isEmpty();
      session.print(
          changed,
          none ? "there is no download to %s\n".formatted(verb) : DownloadsText.of(changed.json()));
    }
  }
}
