package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;

/**
 * Starts a node in the foreground: {@code ctl/bin/runnel} names a file in the environment, takes
 * the node's command line from it and becomes the node.
 */
public final class Handover {
  private Handover() {}

  /**
   * Leaves the command line of a node with that home and options.
   *
   * @throws CtlException of kind FAILED if it can't be written, USAGE if nobody waits for it
   */
  public static void to(Home home, NodeOptions options) {
    Path file =
        home.surroundings()
            .folder("RUNNEL_HANDOVER")
            .orElseThrow(
                () -> new CtlException(Kind.USAGE, "--foreground works through ctl/bin/runnel"));
    try {
      Home prepared = home.prepared();
      Files.writeString(file, String.join("\0", options.command(prepared)) + "\0");
    } catch (IOException e) {
      throw new CtlException(
          Kind.FAILED, "cannot start a node in " + home.folder() + ": " + IoReason.of(e), e);
    }
  }
}
