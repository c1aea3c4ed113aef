package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel share rm}. */
@Command(
    name = "rm",
    description = "Share what was added no longer; the files stay where they are.")
final class ShareRemoveCommand implements Runnable {
  private final Session session;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "Its name in the share, as 'runnel share ls' shows it.")
  private List<String> names;

  ShareRemoveCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    names.forEach(this::remove);
  }

  private void remove(String name) {
    Document removed = session.ask(Request.post("/v1/share/remove?name=" + Request.encode(name)));
    String target = Printable.of(removed.json().text("target").orElse("?"));
    session.print(removed, "%s is not shared any more: %s\n".formatted(Printable.of(name), target));
  }
}
