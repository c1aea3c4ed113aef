package runnel.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;

/** {@code runnel config get}. */
@Command(name = "get", description = "The value of one setting.")
final class ConfigGetCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "KEY")
  private String key;

  ConfigGetCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document found =
        session
            .ask(Request.get(ConfigCommand.PATH))
            .only("settings", setting -> setting.text("key").filter(key::equals).isPresent());
    Json setting =
        found.json().list("settings").stream()
            .findFirst()
            .orElseThrow(() ->
                new CtlException(
                    Kind.NOT_FOUND,
                    "there is no setting " + key + "; 'runnel config ls' lists them"));
    session.print(found, Cells.text(setting, "value") + "\n");
  }
}
