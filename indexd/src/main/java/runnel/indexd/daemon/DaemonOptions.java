package runnel.indexd.daemon;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import runnel.indexd.api.Address;

/** What the daemon is told on its command line and in its configuration file. */
@Command(
    name = "runnel-indexd",
    mixinStandardHelpOptions = true,
    versionProvider = DaemonVersion.class,
    sortOptions = false,
    description = "Serves the index of a Runnel network until SIGTERM.",
    footer = {
      "",
      "Every long option but --home and --config may stand in the configuration file, as in"
          + " 'listen = 0.0.0.0:7707'; the command line comes before it.",
      "",
      "Exit status: 1 files, key or store can't be used; 2 the command line or the file makes no"
          + " sense; 5 the home or the port belongs to another process; 143, 130 ended by SIGTERM,"
          + " SIGINT."
    })
final class DaemonOptions implements Callable<Integer> {
  @Mixin private Places places;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:7707",
      converter = AddressOption.class,
      description = "Where nodes reach it; default ${DEFAULT-VALUE}.")
  private Address listen;

  @Option(
      names = "--monitor",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7708",
      converter = AddressOption.class,
      description = "Where /health and /metrics are, in plain HTTP; default ${DEFAULT-VALUE}.")
  private Address monitor;

  @Option(
      names = "--no-monitor",
      arity = "0..1",
      fallbackValue = "true",
      description = "Neither health nor metrics.")
  private boolean noMonitor;

  @Option(
      names = "--no-discovery",
      arity = "0..1",
      fallbackValue = "true",
      description = "Announce nothing on the network; nodes are told of it by --index.")
  private boolean noDiscovery;

  private final Consumer<DaemonSettings> run;

  DaemonOptions(Consumer<DaemonSettings> run) {
    this.run = run;
  }

  /** Parses the arguments and runs the daemon with them; returns the exit status. */
  static int execute(Consumer<DaemonSettings> run, PrintWriter errors, String... arguments) {
    CommandLine line = new CommandLine(new DaemonOptions(run)).setErr(errors);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      if (failure instanceof DaemonException e) {
        return said(command, e);
      }
      throw failure;
    });
    try {
      Places.of(arguments)
          .ifPresent(said -> line.setDefaultValueProvider(said.read(line.getCommandSpec())));
    } catch (DaemonException e) {
      return said(line, e);
    }
    return line.execute(arguments);
  }

  @Override
  public Integer call() {
    run.accept(
        new DaemonSettings(
            places.home(),
            listen,
            noMonitor ? Optional.empty() : Optional.of(monitor),
            !noDiscovery));
    return CommandLine.ExitCode.OK;
  }

  private static int said(CommandLine line, DaemonException e) {
    line.getErr().println("runnel-indexd: " + e.getMessage());
    return e.kind().status();
  }
}
