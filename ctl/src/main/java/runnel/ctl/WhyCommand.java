package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel why}. */
@Command(
    name = "why",
    description = "Why something could not be read: who failed, how, what helps.")
final class WhyCommand implements Runnable {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "Such as /alice or /alice/Talks/intro.mkv; without it, all that failed lately.")
  private String path;

  WhyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String query =
        path == null
            ? ""
            : "?path=" + Request.encode(NetworkPath.of(path, session.home().mount()).toString());
    Document why = session.ask(Request.get("/v1/why" + query));
    session.print(why, text(why.json()));
  }

  private static String text(Json why) {
    StringBuilder text = new StringBuilder();
    Json owner = why.object("owner");
    if (owner.text("name").isPresent() && !owner.flag("online")) {
      text.append(line(Cells.text(owner, "name") + " is offline"));
    }
    if (why.flag("unhashed")) {
      text.append(line("not hashed yet by its owner: its bytes come from there alone, unproven"));
    }
    for (Json peer : why.list("avoided")) {
      String problem = Cells.text(peer, "problem");
      text.append(line(Cells.text(peer, "peer") + " is not asked for a while: it " + problem));
    }
    List<Json> failures = why.list("failures");
    failures.forEach(each -> text.append(mishap(each)));
    return text.isEmpty() ? "nothing failed lately\n" : text.toString();
  }

  private static String mishap(Json failure) {
    return line(
        "%s  %s %s%s; %s"
            .formatted(
                Cells.second(failure, "time"),
                Cells.text(failure, "peer"),
                Cells.text(failure, "what"),
                times(failure.number("times").orElse(1)),
                Cells.text(failure, "help")));
  }

  private static String times(long count) {
    return count > 1 ? " (%d times)".formatted(count) : "";
  }

  private static String line(String text) {
    return Printable.of(text) + "\n";
  }
}
