package runnel.ctl;

import java.util.List;
import runnel.ctl.control.Json;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** What the doctor found, for people: a line each, and one more where something can be done. */
final class DoctorText {
  private DoctorText() {}

  static Table of(List<Json> checks) {
    Table table = new Table(Column.left(""), Column.left(""), Column.left(""));
    for (Json check : checks) {
      table.row(
          Cells.text(check, "result"), Cells.text(check, "check"), Cells.text(check, "found"));
      check.text("help").ifPresent(help -> table.row("", "", "→ " + help));
    }
    return table;
  }

  static boolean is(Json check, String result) {
    return check.text("result").orElse("").equals(result);
  }
}
