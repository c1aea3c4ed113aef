package runnel.ctl;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import runnel.ctl.control.CtlException;
import runnel.ctl.text.Printable;

/** What is said to a command line that makes no sense: why, how it goes, and where more is. */
final class Misuse implements IParameterExceptionHandler {
  private final Session session;

  Misuse(Session session) {
    this.session = session;
  }

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    why(misuse).lines().forEach(line -> session.tell(Printable.of(line)));
    UnmatchedArgumentException.printSuggestions(misuse, session.errWriter());
    if (command.getSubcommands().isEmpty()) {
      Help help = command.getHelp();
      session.err().print("usage: " + help.synopsis("usage: ".length()));
      session.err().println("more:  " + command.getCommandSpec().qualifiedName() + " --help");
    } else {
      command.usage(session.err());
    }
    session.err().flush();
    return ExitStatus.of(CtlException.Kind.USAGE);
  }

  private static String why(ParameterException misuse) {
    if (misuse instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      CommandLine command = misuse.getCommandLine();
      String first = unmatched.getUnmatched().getFirst();
      String name = command.getCommandSpec().qualifiedName();
      return command.getSubcommands().isEmpty()
          ? "'%s' is one word too many for '%s'; names with spaces go in quotes"
              .formatted(first, name)
          : "there is no command '%s %s'".formatted(name, first);
    }
    return misuse.getMessage();
  }
}
