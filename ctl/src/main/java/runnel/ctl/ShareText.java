package runnel.ctl;

import runnel.ctl.control.Json;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** The state of the share for people. */
final class ShareText {
  private ShareText() {}

  static String of(Json share) {
    Table facts = new Table(Column.left(""), Column.left(""));
    facts.row("share", Cells.text(share, "path"));
    facts.row("files", Cells.number(share, "files"));
    facts.row("folders", Cells.number(share, "folders"));
    facts.row("size", Cells.size(share, "bytes"));
    Json hashing = share.object("hashing");
    if (hashing.number("files").orElse(0) > 0) {
      String files = Cells.count(hashing, "files", "file") + ", " + Cells.size(hashing, "bytes");
      facts.row("being hashed", files);
    }
    long unwatched = share.object("watched").number("unwatched").orElse(0);
    if (unwatched > 0) {
      facts.row("seen late", unwatched + " folders, as the system watches no more of them");
    }
    facts.row("skipped", Cells.number(share, "skippedTotal"));
    return facts + imports(share) + skipped(share);
  }

  private static String imports(Json share) {
    if (share.list("imports").isEmpty()) {
      return "";
    }
    Table imports = new Table(Column.left("SHARED AS"), Column.left("FROM"));
    share
        .list("imports")
        .forEach(item -> imports.row(Cells.text(item, "name"), Cells.text(item, "target")));
    return "\n" + imports;
  }

  private static String skipped(Json share) {
    if (share.list("skipped").isEmpty()) {
      return "";
    }
    Table skipped = new Table(Column.left("SKIPPED"), Column.left("WHY"));
    share
        .list("skipped")
        .forEach(item -> skipped.row(Cells.text(item, "path"), Cells.text(item, "reason")));
    return "\n" + skipped;
  }
}
