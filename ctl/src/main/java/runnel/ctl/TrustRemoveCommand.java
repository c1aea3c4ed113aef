package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel trust remove}. */
@Command(name = "remove", description = "Forget a key: the next contact is a first one.")
final class TrustRemoveCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "SUBJECT", description = "A name, or HOST:PORT.")
  private String subject;

  TrustRemoveCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document pin = session.ask(Request.post("/v1/trust/remove?subject=" + Request.encode(subject)));
    String words = Printable.of(pin.json().text("words").orElse("?"));
    session.print(
        pin, "%s has no key from now on; it was: %s\n".formatted(Printable.of(subject), words));
  }
}
