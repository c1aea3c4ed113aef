package runnel.ctl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.doctor.Check;
import runnel.ctl.doctor.LocalChecks;

/** {@code runnel doctor}. */
@Command(
    name = "doctor",
    description = "What is amiss, and what to do; exits with 1 if something does not work.")
final class DoctorCommand implements Runnable {
  /** The node connects to peers that may not answer. */
  private static final Duration EXAMINATION = Duration.ofSeconds(40);

  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    List<Json> checks = new ArrayList<>();
    Optional<Json> status = Optional.empty();
    try {
      status = Optional.of(session.ask(Request.get("/v1/status")).json());
      checks.addAll(
          session.ask(Request.get("/v1/doctor").within(EXAMINATION)).json().list("checks"));
    } catch (CtlException e) {
      checks.add(Check.warn("node", e.getMessage(), "runnel up, or see the node's log").json());
    }
    List<Json> all = new ArrayList<>();
    LocalChecks.of(session.home(), status).forEach(check -> all.add(check.json()));
    all.addAll(checks);
    Document document = Document.ofList("checks", all);
    session.print(document, DoctorText.of(all));
    long failed = all.stream().filter(check -> DoctorText.is(check, "fail")).count();
    if (failed > 0) {
      throw new CtlException(
          Kind.FAILED, failed + (failed == 1 ? " check failed" : " checks failed"));
    }
  }
}
