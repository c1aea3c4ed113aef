package runnel.ctl;

import picocli.CommandLine.Command;

/** {@code runnel trust}, which has subcommands; alone it lists. */
@Command(name = "trust", description = "Which keys names and indexes have, and what is in dispute.")
final class TrustCommand implements Runnable {
  private final Session session;

  TrustCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    new TrustLsCommand(session).run();
  }
}
