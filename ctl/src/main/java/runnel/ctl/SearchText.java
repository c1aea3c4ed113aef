package runnel.ctl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runnel.ctl.control.Json;
import runnel.ctl.text.Printable;
import runnel.ctl.text.Table;
import runnel.ctl.text.Table.Column;

/** What was found, for people. */
final class SearchText {
  /** Names in a cell; more are counted. */
  private static final int OWNERS_MAX = 3;

  private SearchText() {}

  static String of(Json found) {
    Table table =
        new Table(
            Column.right("SIZE"),
            Column.left("MODIFIED"),
            Column.left("SHARED BY"),
            Column.left("PATH"));
    for (Json hit : found.list("hits")) {
      table.row(Cells.size(hit, "size"), Cells.time(hit, "modified"), owners(hit), path(hit));
    }
    return table.toString();
  }

  /** One hit as a line. */
  static String line(Json hit) {
    return Printable.of(
        "%s, %s, shared by %s".formatted(path(hit), Cells.size(hit, "size"), owners(hit)));
  }

  static String nothing(Search search, Json found) {
    String nothing = "nothing found for '%s'".formatted(search.query());
    String why =
        search.offset() > 0
            ? " beyond the first " + search.offset()
            : "; fewer words find more, and 'runnel search --help' tells of filters";
    return nothing + why + missing(found).map(text -> "; " + text).orElse("");
  }

  /** What to know beside the hits, if there is anything. */
  static Optional<String> remark(Search search, Json found) {
    int shown = found.list("hits").size();
    long matches = found.number("matches").orElse(0);
    long next = search.offset() + (long) search.limit();
    boolean more = shown > 0 && (matches > next || !found.flag("exact"));
    Optional<String> rest =
        more
            ? Optional.of(
                "%s%d found; '--offset %d' shows the next"
                    .formatted(found.flag("exact") ? "" : "at least ", matches, next))
            : Optional.empty();
    Optional<String> missing = missing(found);
    return rest.isPresent() && missing.isPresent()
        ? Optional.of(rest.get() + "; " + missing.get())
        : rest.or(() -> missing);
  }

  private static Optional<String> missing(Json found) {
    long searchable = found.number("searchable").orElse(0);
    long catalogs = found.number("catalogs").orElse(0);
    return searchable < catalogs
        ? Optional.of(
            "%d of %d users' files can be searched now, those of the others when the index has them"
                .formatted(searchable, catalogs))
        : Optional.empty();
  }

  private static String path(Json hit) {
    boolean folder = hit.text("kind").orElse("").equals("folder");
    return Cells.text(hit, "path") + (folder ? "/" : "");
  }

  private static String owners(Json hit) {
    List<Json> owners = hit.list("owners");
    String named =
        owners.stream().limit(OWNERS_MAX).map(SearchText::owner).collect(Collectors.joining(", "));
    int more = owners.size() - OWNERS_MAX;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  private static String owner(Json owner) {
    String name = Cells.text(owner, "name");
    if (owner.flag("self")) {
      return name + " (you)";
    }
    return owner.flag("online") ? name : name + " (offline)";
  }
}
