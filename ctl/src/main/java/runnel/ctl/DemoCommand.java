package runnel.ctl;

import picocli.CommandLine.Command;

/** stub */
@Command(name = "demo")
final class DemoCommand implements Runnable {
  DemoCommand(Session session) {}

  @Override
  public void run() {}
}
