package runnel.node.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.Keys.Place;

/** What one scan found that was not there before. For one thread. */
final class Arrivals {
  private final ShareStore store;
  private final List<NewFolder> folders = new ArrayList<>();
  private final List<Place> files = new ArrayList<>();

  Arrivals(ShareStore store) {
    this.store = store;
  }

  private record NewFolder(Place place, long number, FolderRow.Identity identity) {}

  void folder(Place place, long number, FolderRow row) {
    folders.add(new NewFolder(place, number, row.identity()));
  }

  /** Notes a file with bytes that nobody knows; not in a scan of everything, which finds all. */
  void file(Place place) {
    files.add(place);
  }

  int folders() {
    return folders.size();
  }

  Optional<Place> folder(long number) {
    return folders.stream()
        .filter(folder -> folder.number == number)
        .map(NewFolder::place)
        .findFirst();
  }

  /**
   * Gives what was renamed its content and the time it was first shared.
   *
   * @param whole whether everything was scanned
   */
  void adopt(Vanished vanished, Edits edits, boolean whole) {
    Map<Place, FileRow> adopted =
        whole ? store.backlog().adoptable(vanished) : store.backlog().adoptable(vanished, files);
    adopted.forEach((place, row) -> {
      edits.add(edit -> edit.putFile(place, row));
      if (!isSure(row, vanished)) {
        edits.add(edit -> edit.moved(place));
      }
    });
    for (NewFolder folder : folders) {
      vanished
          .sharedSince(folder.identity)
          .ifPresent(
              since -> edits.add(edit -> edit.sharedSince(folder.place, folder.number, since)));
    }
  }

  /** When only a folder above was renamed nothing happened to the file itself. */
  private static boolean isSure(FileRow row, Vanished vanished) {
    return row.facts().size() == 0
        || vanished.before(row.facts()).filter(old -> old.facts().equals(row.facts())).isPresent();
  }
}
