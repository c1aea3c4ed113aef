package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel config set}. */
@Command(name = "set", description = "Change a setting, from now on and after a restart.")
final class ConfigSetCommand implements Runnable {
  private final Session session;

  @Parameters(index = "0", paramLabel = "KEY", description = "Such as limit.upload.")
  private String key;

  @Parameters(
      index = "1",
      paramLabel = "VALUE",
      description = "Such as 2MB (per second, for rates), 500kB, 40, unlimited or gentle.")
  private String value;

  ConfigSetCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String query = "?key=" + Request.encode(key) + "&value=" + Request.encode(value);
    Document setting = session.ask(Request.post(ConfigCommand.PATH + "/set" + query));
    session.print(setting, ConfigCommand.table(List.of(setting.json())));
  }
}
