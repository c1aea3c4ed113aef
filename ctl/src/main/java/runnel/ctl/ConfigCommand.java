package runnel.ctl;

import java.util.List;
import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel config}; alone it lists. */
@Command(name = "config", description = "Settings that can be changed while the node runs.")
final class ConfigCommand implements Runnable {
  static final String PATH = "/v1/config";

  private final Session session;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Document settings = session.ask(Request.get(PATH));
    session.print(settings, table(settings.json().list("settings")));
  }

  static Table table(List<Json> settings) {
    Table table =
        new Table(
            Column.left("KEY"), Column.right("VALUE"), Column.left("SET"), Column.left("MEANING"));
    settings.forEach(each ->
        table.row(
            Cells.text(each, "key"),
            Cells.text(each, "value"),
            each.flag("set") ? "yes" : "no",
            Cells.text(each, "meaning")));
    return table;
  }
}
