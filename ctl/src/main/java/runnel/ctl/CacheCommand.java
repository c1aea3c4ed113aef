package runnel.ctl;

import picocli.CommandLine.Command;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** {@code runnel cache}; alone it tells how full it is. */
@Command(name = "cache", description = "What was read is kept: how much, and what stays.")
final class CacheCommand implements Runnable {
  private final Session session;

  CacheCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    print(session, Request.get("/v1/cache"));
  }

  static void print(Session session, Request request) {
    Document cache = session.ask(request);
    session.print(cache, table(cache.json()));
  }

  private static Table table(Json cache) {
    Table table = new Table(Column.left(""), Column.left(""));
    table.row("used", Cells.size(cache, "bytes") + " of " + Cells.size(cache, "limitBytes"));
    table.row("pinned", Cells.count(cache, "pinned", "content"));
    table.row("stored since the start", Cells.size(cache, "storedBytes"));
    return table.row("removed to make room", Cells.count(cache, "evictedContents", "content"));
  }
}
