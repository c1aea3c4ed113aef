package runnel.ctl;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Request;
import runnel.ctl.desktop.Desktop;

/** {@code runnel desktop}. */
@Command(
    name = "desktop",
    description = "Put the drive into file managers' bookmarks and the menu of programs.")
final class DesktopCommand implements Runnable {
  private final Session session;

  @Option(names = "--remove", description = "Take it out again.")
  private boolean remove;

  DesktopCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Desktop desktop =
        new Desktop(session.surroundings().configuration(), session.surroundings().data());
    if (remove) {
      desktop.remove();
      session.tell("removed");
      return;
    }
    Path drive =
        session
            .ask(Request.get("/v1/status"))
            .json()
            .text("mount")
            .map(Path::of)
            .orElseThrow(() -> new CtlException(Kind.REFUSED, "this node mounts nothing"));
    desktop.add(drive.resolve("peers"));
    session.tell("bookmarked " + drive.resolve("peers"));
  }
}
