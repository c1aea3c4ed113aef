package runnel.ctl;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(runnel completion)")
final class CompletionCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    session.out().print(AutoComplete.bash("runnel", spec.root().commandLine()));
    session.out().flush();
  }
}
