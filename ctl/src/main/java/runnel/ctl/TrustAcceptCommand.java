package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel trust accept}. */
@Command(
    name = "accept",
    description = "Believe another key for a name or an index from now on.",
    footer = {
      "",
      "KEY is the peer id or the words, or the first 12 letters or four words of them.",
      "Without it, the one key that was met is meant, and you are asked."
    })
final class TrustAcceptCommand implements Runnable {
  private final Session session;

  @Parameters(index = "0", paramLabel = "SUBJECT", description = "A name, or HOST:PORT.")
  private String subject;

  @Parameters(index = "1", paramLabel = "KEY", arity = "0..*", description = "Which key.")
  private List<String> key = List.of();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  TrustAcceptCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String chosen = key.isEmpty() ? theOnlyOneMet() : String.join("-", key);
    Document pin =
        session.ask(
            Request.post(
                "/v1/trust/accept?subject=%s&key=%s"
                    .formatted(Request.encode(subject), Request.encode(chosen))));
    session.print(
        pin,
        "%s has this key from now on: %s\n".formatted(text(pin, "subject"), text(pin, "words")));
  }

  /** The node would take it, too; but the person must have seen it. */
  private String theOnlyOneMet() {
    List<Json> met =
        session.ask(Request.get("/v1/trust")).json().list("conflicts").stream()
            .filter(conflict -> conflict.text("subject").orElse("").equalsIgnoreCase(subject))
            .filter(conflict -> conflict.flag("proved"))
            .toList();
    if (met.size() != 1) {
      throw new CtlException(
          met.isEmpty() ? Kind.NOT_FOUND : Kind.REFUSED,
          "cannot accept a key for %s without being told which: %d other keys were met there; see runnel trust"
              .formatted(subject, met.size()));
    }
    if (!yes) {
      confirm(met.getFirst());
    }
    return met.getFirst().object("met").text("peerId").orElse("");
  }

  private void confirm(Json conflict) {
    Terminal terminal =
        session
            .terminal()
            .orElseThrow(() ->
                new CtlException(
                    Kind.REFUSED,
                    "cannot ask whether to accept the key: this is no terminal; name the key, or --yes"));
    session.err().print(TrustText.conflict(conflict));
    if (!terminal.agrees("Accept the key that was met?")) {
      throw new CtlException(Kind.REFUSED, "nothing was changed");
    }
  }

  private static String text(Document document, String member) {
    return Printable.of(document.json().text(member).orElse("?"));
  }
}
