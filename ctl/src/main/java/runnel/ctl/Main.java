package runnel.ctl;

import picocli.CommandLine;
import runnel.ctl.control.CtlException;
import runnel.ctl.home.Surroundings;
import runnel.ctl.text.Printable;

/** The program {@code runnel}. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(new Session(System.out, System.err, Surroundings.ofThisProcess()), arguments));
  }

  /** Runs one command; its exit status. */
  static int run(Session session, String... arguments) {
    return commandLine(session).execute(arguments);
  }

  static CommandLine commandLine(Session session) {
    CommandLine share = new CommandLine(new ShareCommand());
    share.addSubcommand(new ShareLsCommand(session));
    share.addSubcommand(new ShareRescanCommand(session));
    CommandLine runnel = new CommandLine(new RunnelCommand(session));
    runnel.addSubcommand(new UpCommand(session));
    runnel.addSubcommand(new DownCommand(session));
    runnel.addSubcommand(new StatusCommand(session));
    runnel.addSubcommand(new PeersCommand(session));
    runnel.addSubcommand(new LsCommand(session));
    runnel.addSubcommand(new InfoCommand(session));
    runnel.addSubcommand(share);
    runnel.addSubcommand(new DemoCommand(session));
    runnel.addSubcommand(new CompletionCommand(session));
    runnel.setOut(session.outWriter());
    runnel.setErr(session.errWriter());
    runnel.setExecutionExceptionHandler((e, command, parsed) -> failed(session, e));
    return runnel;
  }

  private static int failed(Session session, Exception e) {
    if (e instanceof CtlException known) {
      known.getMessage().lines().forEach(line -> session.tell(Printable.of(line)));
      return ExitStatus.of(known.kind());
    }
    session.tell("failed, and this is a fault of runnel: " + Printable.of(e.toString()));
    e.printStackTrace(session.err());
    return ExitStatus.of(CtlException.Kind.FAILED);
  }
}
