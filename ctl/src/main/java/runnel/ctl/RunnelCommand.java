package runnel.ctl;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: the options that all share. */
@Command(
    name = "runnel",
    description = "The computers of a local network as one drive.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 usage, 3 no node is running,",
      "4 not found, 5 refused, 6 unavailable or no answer in time."
    })
final class RunnelCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  RunnelCommand(Session session) {
    this.session = session;
  }

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the node lives; without it, that is the user's own node.")
  void home(Path folder) {
    session.useHome(folder);
  }

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document, as the node sent it.")
  void json(boolean wanted) {
    session.useJson(wanted);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
