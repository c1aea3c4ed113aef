package runnel.ctl;

import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** Pinned keys and what is in dispute, for people. */
final class TrustText {
  private TrustText() {}

  static String of(Json trust) {
    Table pins =
        new Table(
            Column.left("SUBJECT"),
            Column.left("KIND"),
            Column.left("SINCE"),
            Column.left("WORDS OF THE KEY"),
            Column.left("PEER ID"));
    for (Json pin : trust.list("pins")) {
      pins.row(
          Cells.text(pin, "subject"),
          Cells.text(pin, "kind"),
          Cells.time(pin, "since"),
          Cells.text(pin, "words"),
          Cells.text(pin, "peerId"));
    }
    StringBuilder text = new StringBuilder(pins.toString());
    trust.list("conflicts").forEach(conflict -> text.append('\n').append(conflict(conflict)));
    trust.list("contested").forEach(name -> text.append('\n').append(contested(name)));
    return text.toString();
  }

  /** One conflict: the two keys and what to do. */
  static String conflict(Json conflict) {
    boolean proved = conflict.flag("proved");
    String title =
        "%s: another key than the pinned one %s %s (%s)"
            .formatted(
                Cells.text(conflict, "subject"),
                proved ? "answered at" : "is, as the index says, at",
                Cells.text(conflict, "where"),
                Cells.time(conflict.object("times"), "last"));
    Table keys = new Table(Column.left(""), Column.left(""), Column.left(""), Column.left(""));
    row(keys, "pinned", conflict.object("pinned"));
    row(keys, proved ? "met" : "hearsay", conflict.object("met"));
    String key = proved ? "" : " KEY";
    return Printable.of(title)
        + "\n"
        + keys
        + Printable.of(
            "  Ask its owner by another way. If the words are his: runnel trust accept %s%s"
                .formatted(Cells.text(conflict, "subject"), key))
        + "\n";
  }

  private static String contested(Json contested) {
    String name = Cells.text(contested, "name");
    Table keys = new Table(Column.left(""), Column.left(""), Column.left(""), Column.left(""));
    contested
        .list("claims")
        .forEach(claim -> row(keys, Cells.text(claim, "shownAs"), claim.object("key")));
    return Printable.of(name + ": several keys claim the name, none is pinned")
        + "\n"
        + keys
        + Printable.of(
            "  Ask the one whom you mean by another way: runnel trust accept %s KEY"
                .formatted(name))
        + "\n";
  }

  private static void row(Table table, String what, Json key) {
    table.row("", what, Cells.text(key, "words"), Cells.text(key, "peerId"));
  }
}
