package runnel.indexd.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;

/**
 * What the daemon is told on its command line.
 *
 * @param home the folder of its key and store
 * @param listen where it listens
 */
record DaemonArguments(Path home, Address listen) {
  static final String USAGE = "usage: indexd --home DIR [--listen HOST:PORT]";

  /** Every interface, at Runnel's port. */
  private static final Address DEFAULT_LISTEN = new Address("0.0.0.0", 7707);

  /** Parses the arguments; throws {@link IllegalArgumentException} with what is wrong. */
  static DaemonArguments parse(List<String> arguments) {
    Optional<Path> home = Optional.empty();
    Address listen = DEFAULT_LISTEN;
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (option) {
        case "--home" -> home = Optional.of(Path.of(value));
        case "--listen" -> listen = Address.parse(value);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new DaemonArguments(
        home.orElseThrow(() -> new IllegalArgumentException("--home is missing")), listen);
  }
}
