package runnel.ctl;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.demo.Demo;
import runnel.ctl.home.Fuse;
import runnel.ctl.text.Printable;

/** {@code runnel demo}. */
@Command(
    name = "demo",
    description = "A throw-away network of three users on this machine, with real files.")
final class DemoCommand implements Runnable {
  private final Session session;

  @Option(names = "--check", description = "Read every file through the mounts, compare, and end.")
  private boolean check;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Fuse.ensure(session.surroundings());
    Demo demo = new Demo(session.surroundings(), this::tell, this::print);
    if (check) {
      demo.check();
    } else {
      demo.show(DemoCommand::awaitEnter);
    }
  }

  private void tell(String line) {
    session.tell(Printable.of(line));
  }

  private void print(String line) {
    session.out().println(Printable.of(line));
    session.out().flush();
  }

  /** Also the end of standard input ends it. */
  private static void awaitEnter() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new CtlException(Kind.FAILED, "cannot read standard input: " + e, e);
    }
  }
}
