package runnel.indexd.daemon;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where things are; read first, because the other options may stand in a file. */
@Command
final class Places {
  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "The folder of its key, store and log.")
  private Path home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "More options; default HOME/indexd.properties, if it is there.")
  private Path config;

  /** Empty if the command line does not say; what is wrong with it is told later. */
  static Optional<Places> of(String... arguments) {
    Places places = new Places();
    try {
      var _ = new CommandLine(places).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
      return Optional.of(places);
    } catch (CommandLine.ParameterException e) {
      return Optional.empty();
    }
  }

  Path home() {
    return home.toAbsolutePath().normalize();
  }

  /** Reads the configuration file. */
  ConfigFile read(CommandSpec command) {
    return config == null
        ? ConfigFile.read(home.resolve("indexd.properties"), false, command)
        : ConfigFile.read(config, true, command);
  }
}
