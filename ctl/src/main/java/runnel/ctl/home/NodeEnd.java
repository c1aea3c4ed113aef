package runnel.ctl.home;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import runnel.ctl.control.ControlClient;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Deadline;
import runnel.ctl.control.Request;

/** Ends a running node. */
public final class NodeEnd {
  private static final Duration POLL = Duration.ofMillis(20);

  private NodeEnd() {}

  /**
   * Asks the node in that home to end and waits until its process is gone.
   *
   * @throws CtlException of kind NOT_RUNNING if there is none, UNAVAILABLE if it is not gone in
   *     time
   */
  public static void of(Home home, Duration within) {
    Deadline deadline = Deadline.in(within);
    ControlClient client = home.client();
    long pid = client.ask(Request.get("/v1/status")).json().number("pid").orElse(0);
    try {
      client.ask(Request.post("/v1/down"));
    } catch (CtlException e) {
      // It may be gone before the answer is whole; whether it is, its process tells.
      if (e.kind() != Kind.NOT_RUNNING && e.kind() != Kind.UNAVAILABLE) {
        throw e;
      }
    }
    while (NodeProcess.isRunning(pid)) {
      if (deadline.passed()) {
        throw new CtlException(
            Kind.UNAVAILABLE,
            "the node is still ending after %d s (process %d): a program may have a file open"
                    .formatted(within.toSeconds(), pid)
                + " below its mount; see its log");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Kills that process at once, if it is a node with that home. */
  public static void byForce(Home home, long pid) {
    if (NodeProcess.commandLine(pid).contains("\0--home\0" + home.folder() + "\0")) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
