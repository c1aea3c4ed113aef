package runnel.ctl;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
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
  private Home home;
  private boolean json;

  Session(PrintStream out, PrintStream err, Surroundings surroundings) {
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
