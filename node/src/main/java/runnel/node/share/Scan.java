package runnel.node.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What to scan, and how.
 *
 * @param looks where something may have happened
 * @param acceptEmpty whether what is empty on another disk counts as emptied
 * @param patient whether files that are being written may be left for later
 * @param stopped whether to give up
 */
record Scan(Looks looks, boolean acceptEmpty, boolean patient, BooleanSupplier stopped) {
  boolean isWhole() {
    return looks.isEverything();
  }

  /** The folders to begin with, those above before those below. */
  List<Visit> visits(ShareStore store) {
    if (isWhole()) {
      return List.of(Visit.whole(SharePath.TOP, FolderRow.TOP));
    }
    List<Visit> visits = new ArrayList<>();
    looks
        .folders()
        .forEach((number, look) ->
            store
                .folderPath(number)
                .ifPresent(path -> visits.add(new Visit(path, number, look.names(), look.deep()))));
    visits.sort(Comparator.comparing(visit -> visit.path().text()));
    return visits;
  }
}
