package runnel.ctl;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;
import runnel.ctl.text.Sizes;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** Downloads for people. */
final class DownloadsText {
  private DownloadsText() {}

  /** A row each, a sum if several are under way, and below what they say and fetch just now. */
  static String of(Json document) {
    List<DownloadLine> lines = lines(document);
    if (lines.isEmpty()) {
      return "no downloads; 'runnel get PATH' begins one\n";
    }
    StringBuilder text = new StringBuilder(table(lines).toString());
    lines.forEach(line -> remarks(line, text));
    return text.toString();
  }

  static List<DownloadLine> lines(Json document) {
    return document.list("downloads").stream().map(DownloadLine::new).toList();
  }

  /** One line about one download. */
  static String line(DownloadLine line) {
    String note = line.json().text("note").map(text -> ": " + text).orElse("");
    return Printable.of(
        "download %d: %s, %s, %s of %s, %s%s"
            .formatted(
                line.id(),
                Cells.text(line.json(), "name"),
                line.state(),
                line.percent(),
                Sizes.of(line.bytes()),
                Cells.text(line.json(), "to"),
                note));
  }

  private static Table table(List<DownloadLine> lines) {
    Table table =
        new Table(
            Column.right("ID"),
            Column.left("STATE"),
            Column.right("DONE"),
            Column.right("SIZE"),
            Column.right("RATE"),
            Column.right("LEFT"),
            Column.left("FILES"),
            Column.left("NAME"));
    lines.forEach(line -> row(table, line));
    List<DownloadLine> open = lines.stream().filter(line -> !line.isEnded()).toList();
    if (open.size() > 1) {
      sum(table, open);
    }
    return table;
  }

  private static void row(Table table, DownloadLine line) {
    table.row(
        Long.toString(line.id()),
        line.state(),
        line.percent(),
        Sizes.of(line.bytes()),
        DownloadLine.rate(line.rate()),
        DownloadLine.left(line.secondsLeft()),
        line.files().orElse("-"),
        Cells.text(line.json(), "name"));
  }

  private static void sum(Table table, List<DownloadLine> open) {
    long bytes = open.stream().mapToLong(DownloadLine::bytes).sum();
    long done = open.stream().mapToLong(DownloadLine::bytesDone).sum();
    long rate = open.stream().mapToLong(DownloadLine::rate).sum();
    table.row(
        "",
        open.size() + " open",
        DownloadLine.percent(done, bytes, false),
        Sizes.of(bytes),
        DownloadLine.rate(rate),
        DownloadLine.left(left(open, bytes - done, rate)),
        "",
        "");
  }

  /** Of all together; never less than what one of them takes. */
  private static OptionalLong left(List<DownloadLine> open, long bytes, long rate) {
    LongStream together =
        rate > 0 && bytes > 0 ? LongStream.of(Math.ceilDiv(bytes, rate)) : LongStream.empty();
    LongStream each = open.stream().flatMapToLong(line -> line.secondsLeft().stream());
    return LongStream.concat(together, each).max();
  }

  private static void remarks(DownloadLine line, StringBuilder text) {
    line.json()
        .text("note")
        .ifPresent(note -> text.append("%d: ".formatted(line.id())).append(shown(note)));
    for (Json file : line.json().list("current")) {
      String path = file.text("path").orElse("");
      if (!path.isEmpty()) {
        text.append(
            shown(
                "%d: %s, %s of %s"
                    .formatted(
                        line.id(),
                        path,
                        Cells.size(file, "bytesDone"),
                        Cells.size(file, "bytes"))));
      }
    }
  }

  private static String shown(String remark) {
    return Printable.of(remark) + "\n";
  }
}
