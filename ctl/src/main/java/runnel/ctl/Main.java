package runnel.ctl;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import runnel.ctl.control.CtlException;
import runnel.ctl.home.Surroundings;
import runnel.ctl.text.Printable;

/** The program {@code runnel}. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    Session session =
        new Session(System.out, System.err, Surroundings.ofThisProcess(), Terminal.ofThisProcess());
    System.exit(run(session, arguments));
  }

  /** Runs one command; its exit status. */
  static int run(Session session, String... arguments) {
    CommandLine runnel = commandLine(session);
    Map<String, Supplier<CommandLine>> commands = commands(session);
    if (arguments.length > 0 && arguments[0].equals("help")) {
      return run(session, asOption(arguments));
    }
    // Describing a command to picocli costs milliseconds each, so the one that is named comes
    // alone. But "completion" is about all of them.
    String first = arguments.length > 0 ? arguments[0] : "";
    boolean alone = commands.containsKey(first) && !first.equals("completion");
    commands.entrySet().stream()
        .filter(command -> !alone || command.getKey().equals(first))
        .forEach(command -> runnel.addSubcommand(command.getValue().get()));
    // After these, or it would not be said to them.
    runnel.setOut(session.outWriter());
    runnel.setErr(session.errWriter());
    return runnel.execute(arguments);
  }

  /** {@code help ls} is {@code ls --help}. */
  private static String[] asOption(String[] arguments) {
    String[] changed = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    changed[arguments.length - 1] = "--help";
    return changed;
  }

  private static Map<String, Supplier<CommandLine>> commands(Session session) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("up", () -> new CommandLine(new UpCommand(session)));
    commands.put("down", () -> new CommandLine(new DownCommand(session)));
    commands.put("status", () -> new CommandLine(new StatusCommand(session)));
    commands.put("peers", () -> new CommandLine(new PeersCommand(session)));
    commands.put("trust", () -> trust(session));
    commands.put("events", () -> new CommandLine(new EventsCommand(session)));
    commands.put("doctor", () -> new CommandLine(new DoctorCommand(session)));
    commands.put("ls", () -> new CommandLine(new LsCommand(session)));
    commands.put("info", () -> new CommandLine(new InfoCommand(session)));
    commands.put("search", () -> new CommandLine(new SearchCommand(session)));
    commands.put("get", () -> new CommandLine(new GetCommand(session)));
    commands.put("downloads", () -> new CommandLine(new DownloadsCommand(session)));
    commands.put("pause", () -> new CommandLine(new DownloadVerbs.Pause(session)));
    commands.put("resume", () -> new CommandLine(new DownloadVerbs.Resume(session)));
    commands.put("cancel", () -> new CommandLine(new DownloadVerbs.Cancel(session)));
    commands.put("retry", () -> new CommandLine(new DownloadVerbs.Retry(session)));
    commands.put("why", () -> new CommandLine(new WhyCommand(session)));
    commands.put("ping", () -> new CommandLine(new PingCommand(session)));
    commands.put("cache", () -> cache(session));
    commands.put("config", () -> config(session));
    commands.put("share", () -> share(session));
    commands.put("desktop", () -> new CommandLine(new DesktopCommand(session)));
    commands.put("demo", () -> new CommandLine(new DemoCommand(session)));
    commands.put("completion", () -> new CommandLine(new CompletionCommand(session)));
    return commands;
  }

  private static CommandLine share(Session session) {
    return new CommandLine(new ShareCommand())
        .addSubcommand(new ShareAddCommand(session))
        .addSubcommand(new ShareRemoveCommand(session))
        .addSubcommand(new ShareLsCommand(session))
        .addSubcommand(new ShareRescanCommand(session));
  }

  private static CommandLine cache(Session session) {
    return new CommandLine(new CacheCommand(session))
        .addSubcommand(new CacheClearCommand(session))
        .addSubcommand(new CachePinCommand.Pin(session))
        .addSubcommand(new CachePinCommand.Unpin(session));
  }

  private static CommandLine config(Session session) {
    return new CommandLine(new ConfigCommand(session))
        .addSubcommand(new ConfigLsCommand(session))
        .addSubcommand(new ConfigGetCommand(session))
        .addSubcommand(new ConfigSetCommand(session))
        .addSubcommand(new ConfigUnsetCommand(session));
  }

  private static CommandLine trust(Session session) {
    return new CommandLine(new TrustCommand(session))
        .addSubcommand(new TrustLsCommand(session))
        .addSubcommand(new TrustAcceptCommand(session))
        .addSubcommand(new TrustRemoveCommand(session))
        .addSubcommand(new TrustWordsCommand(session));
  }

  private static CommandLine commandLine(Session session) {
    CommandLine runnel = new CommandLine(new RunnelCommand(session));
    runnel.setParameterExceptionHandler(new Misuse(session));
    runnel.setExecutionExceptionHandler((e, command, parsed) -> failed(session, e));
    return runnel;
  }

  static int failed(Session session, Exception e) {
    if (e instanceof CtlException known) {
      known.getMessage().lines().forEach(line -> session.tell(Printable.of(line)));
      return ExitStatus.of(known.kind());
    }
    session.tell("this is a fault of runnel itself: " + Printable.of(e.toString()));
    session.tell(
        "what helps: say what you did to who maintains it, with these lines, of %s on Java %s"
            .formatted(new Version().getVersion()[0], System.getProperty("java.version")));
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    // Messages have what peers said in them.
    trace
        .toString()
        .lines()
        .forEach(line -> session.err().println(Printable.of(line.replace("\t", "  "))));
    return ExitStatus.of(CtlException.Kind.FAILED);
  }
}
