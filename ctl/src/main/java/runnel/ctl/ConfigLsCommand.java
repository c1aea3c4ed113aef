package runnel.ctl;

import picocli.CommandLine.Command;

/** {@code runnel config ls}. */
@Command(name = "ls", description = "All settings, and which were set.")
final class ConfigLsCommand implements Runnable {
  private final Session session;

  ConfigLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    new ConfigCommand(session).run();
  }
}
