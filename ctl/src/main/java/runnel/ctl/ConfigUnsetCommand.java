package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel config unset}. */
@Command(name = "unset", description = "Make a setting as it is without being set.")
final class ConfigUnsetCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "KEY")
  private String key;

  ConfigUnsetCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document setting =
        session.ask(Request.post(ConfigCommand.PATH + "/unset?key=" + Request.encode(key)));
    session.print(setting, ConfigCommand.table(List.of(setting.json())));
  }
}
