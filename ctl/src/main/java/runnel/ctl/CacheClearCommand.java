package runnel.ctl;

import java.time.Duration;
import picocli.CommandLine.Command;
import runnel.ctl.control.Request;

/** {@code runnel cache clear}. */
@Command(name = "clear", description = "Remove everything but what is open or pinned.")
final class CacheClearCommand implements Runnable {
  /** Hundreds of thousands of files are to be deleted. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final Session session;

  CacheClearCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    CacheCommand.print(session, Request.post("/v1/cache/clear").within(WITHIN));
  }
}
