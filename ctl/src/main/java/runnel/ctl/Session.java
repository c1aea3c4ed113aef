package runnel.ctl;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;
import runnel.ctl.home.Home;
import runnel.ctl.home.Surroundings;
import runnel.ctl.text.Printable;

/**
 * One run of the command: where its result and its remarks go, and what the options that all
 * commands share say.
 */
final class Session {
  private final PrintStream out;
  private final PrintStream err;
  private final Surroundings surroundings;
  private final Optional<Terminal> terminal;
  private Home home;
  private boolean json;

  /**
   * @param terminal empty if input or output is a file or a pipe
   */
  Session(
      PrintStream out, PrintStream err, Surroundings surroundings, Optional<Terminal> terminal) {
    this.terminal = terminal;
    this.out = out;
    this.err = err;
    this.surroundings = surroundings;
    this.home = Home.ofUser(surroundings);
  }

  void useHome(Path folder) {
    home = Home.at(folder, surroundings);
  }

  void useJson(boolean wanted) {
    json = wanted;
  }

  boolean isJson() {
    return json;
  }

  /** The person in front of this command, if there is one. */
  Optional<Terminal> terminal() {
    return terminal;
  }

  Home home() {
    return home;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** What the node in this home answers. */
  Document ask(Request request) {
    return home.client().ask(request);
  }

  /** Prints a result: the node's own words with {@code --json}, else what is for people. */
  void print(Document document, Object forPeople) {
    if (json) {
      out.println(Printable.json(document.text().strip()));
    } else {
      out.print(forPeople);
    }
    out.flush();
  }

  /** Prints one line of a result that goes on; false once nobody reads it any more. */
  boolean printLine(String line) {
    out.println(line);
    return !out.checkError();
  }

  /** Says something that is no result. */
  void tell(String remark) {
    err.println("runnel: " + remark);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, out.charset());
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, err.charset());
  }
}
