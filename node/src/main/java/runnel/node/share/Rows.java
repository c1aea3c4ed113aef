package runnel.node.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.store.ReadView;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.Keys.Place;

/** The files and folders that one transaction of the share's store sees. */
final class Rows {
  private Rows() {}

  /** The children of a folder, sorted by name. */
  static SortedMap<EntryName, EntryRow> children(ReadView view, long folder) {
    SortedMap<EntryName, EntryRow> children = new TreeMap<>();
    view.scan(
        Keys.ENTRIES,
        Keys.folder(folder),
        (key, value) -> {
          children.put(Place.of(key).name(), EntryRow.decode(value));
          return true;
        });
    return children;
  }

  static Optional<FolderRow> folder(ReadView view, long number) {
    return view.get(Keys.FOLDERS, Keys.folder(number)).map(FolderRow::decode);
  }

  static Optional<FileRow> file(ReadView view, Place place) {
    return view.get(Keys.ENTRIES, place.key())
        .map(EntryRow::decode)
        .flatMap(row -> row instanceof FileRow file ? Optional.of(file) : Optional.empty());
  }

  /** The path of a place; empty if it is not known any more. */
  static Optional<SharePath> path(ReadView view, Place place) {
    Deque<EntryName> names = new ArrayDeque<>(List.of(place.name()));
    long folder = place.folder();
    while (folder != FolderRow.TOP) {
      Optional<Place> above = folder(view, folder).flatMap(FolderRow::place);
      if (above.isEmpty()) {
        return Optional.empty();
      }
      names.addFirst(above.get().name());
      folder = above.get().folder();
    }
    return Optional.of(SharePath.of(names));
  }

  /** The place of a path; empty if a folder on the way is unknown. */
  static Optional<Place> place(ReadView view, SharePath path) {
    List<EntryName> names = path.names();
    long folder = FolderRow.TOP;
    for (EntryName name : names.subList(0, Math.max(0, names.size() - 1))) {
      Optional<byte[]> row = view.get(Keys.ENTRIES, new Place(folder, name).key());
      if (row.isEmpty() || !(EntryRow.decode(row.get()) instanceof FolderRef ref)) {
        return Optional.empty();
      }
      folder = ref.number();
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new Place(folder, names.getLast()));
  }

  /** The path of some file with this content, by its key; empty if none has it. */
  static Optional<SharePath> pathOf(ReadView view, byte[] content) {
    List<Place> places = new ArrayList<>();
    view.scan(
        Keys.CONTENTS,
        content,
        (key, value) -> {
          places.add(Keys.placeOfContent(key));
          return false;
        });
    return places.stream().findFirst().flatMap(place -> path(view, place));
  }
}
