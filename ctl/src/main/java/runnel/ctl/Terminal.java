package runnel.ctl;

import java.io.Console;
import java.util.Optional;

/** The person in front of this command. */
@FunctionalInterface
interface Terminal {
  /** The one that this process has, unless its input or output is a file or a pipe. */
  static Optional<Terminal> ofThisProcess() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> question -> console.readLine("%s", question));
  }

  /** Asks, and returns the line that was typed; null at the end of the input. */
  String readLine(String question);

  /** Asks a question that is answered by yes or no; everything but yes is no. */
  default boolean agrees(String question) {
    String answer = readLine(question + " [y/N] ");
    return answer != null && answer.strip().matches("(?i)y|yes");
  }
}
