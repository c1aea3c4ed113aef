package runnel.indexd.daemon;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import runnel.indexd.process.FileReason;

/**
 * Options from a file: {@code KEY = VALUE} lines, where the keys are the long options without the
 * dashes. What the command line says comes before it.
 */
final class ConfigFile implements IDefaultValueProvider {
  /** More is no configuration. */
  private static final int BYTES_MAX = 64 << 10;

  /** What says where the file is, or is asked for once, is not in it. */
  private static final Set<String> NOT_HERE = Set.of("home", "config", "help", "version");

  private final Properties values;

  private ConfigFile(Properties values) {
    this.values = values;
  }

  /**
   * Reads the file.
   *
   * @param required whether it must be there
   * @throws DaemonException USAGE if it has a key that is no option, FAILED if it can't be read
   */
  static ConfigFile read(Path file, boolean required, CommandSpec command) {
    Properties values = new Properties();
    try (Reader reader = new StringReader(text(file))) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      if (required) {
        throw failed(file, e);
      }
    } catch (IOException e) {
      throw failed(file, e);
    } catch (IllegalArgumentException e) { // A broken \\u escape.
      throw new DaemonException(DaemonException.Kind.USAGE, file + ": " + e.getMessage(), e);
    }
    requireKnown(file, values, command);
    return new ConfigFile(values);
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.getProperty(key(option)) : null;
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException("it has more than " + BYTES_MAX + " bytes");
    }
    return Files.readString(file);
  }

  private static void requireKnown(Path file, Properties values, CommandSpec command) {
    Set<String> known =
        command.options().stream()
            .map(ConfigFile::key)
            .filter(key -> !NOT_HERE.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String key : new TreeSet<>(values.stringPropertyNames())) {
      if (!known.contains(key)) {
        throw new DaemonException(
            DaemonException.Kind.USAGE,
            "%s: there is no setting '%s'; there are %s"
                .formatted(file, key, String.join(", ", known)));
      }
    }
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  private static DaemonException failed(Path file, IOException e) {
    return new DaemonException(
        DaemonException.Kind.FAILED,
        "could not read the configuration %s: %s".formatted(file, FileReason.of(e)),
        e);
  }
}
