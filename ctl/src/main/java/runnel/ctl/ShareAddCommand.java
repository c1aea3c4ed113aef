package runnel.ctl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.text.Printable;

/** {@code runnel share add}. */
@Command(
    name = "add",
    description = "Share files and folders where they are, without copying them.",
    footer = {
      "",
      "A link in the share folder shows what is shared so. Links that you make yourself are not followed."
    })
final class ShareAddCommand implements Runnable {
  private final Session session;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "What to share.")
  private List<Path> paths;

  @Option(names = "--as", paramLabel = "NAME", description = "Its name in the share.")
  private Optional<String> name;

  ShareAddCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    if (name.isPresent() && paths.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--as names one PATH, not several");
    }
    paths.forEach(this::add);
  }

  private void add(Path path) {
    String target = "/v1/share/add?path=" + Request.encode(path.toAbsolutePath().toString());
    String as = name.map(chosen -> "&as=" + Request.encode(chosen)).orElse("");
    Document added = session.ask(Request.post(target + as));
    session.print(
        added, "shared as %s: %s\n".formatted(text(added, "name"), text(added, "target")));
  }

  private static String text(Document document, String member) {
    return Printable.of(document.json().text(member).orElse("?"));
  }
}
