package runnel.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.ctl.home.Surroundings;

/** Runs commands in this process and keeps what they print. */
final class Run {
  private final Surroundings surroundings;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Optional<Terminal> terminal = Optional.empty();

  Run(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  int in(Path home, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--home", home.toString()), Stream.of(arguments))
            .toArray(String[]::new);
    return Main.run(session(), all);
  }

  Session session() {
    return new Session(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        surroundings,
        terminal);
  }

  /** From now on somebody sits there who types that, whatever is asked. */
  void types(String answer) {
    terminal = Optional.of(question -> answer);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }
}
