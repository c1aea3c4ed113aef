package runnel.node.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.node.beneath.FileFacts;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.FolderRow.Identity;
import runnel.node.share.Keys.Place;

/**
 * What a scan did not find any more, until it is clear what was only renamed. For one thread.
 *
 * <p>A new file takes over the content of a vanished one that has the same inode, size,
 * modification and birth time. Without a birth time nothing is taken over: an inode's number is
 * given to the next file, and unpacked archives share sizes and times.
 */
final class Vanished {
  private final ShareStore store;
  private final List<Place> files = new ArrayList<>();
  private final Map<Moved, FileRow> content = new HashMap<>();
  private final List<Folder> folders = new ArrayList<>();
  private final Map<Identity, Long> sharedSince = new HashMap<>();

  Vanished(ShareStore store) {
    this.store = store;
  }

  private record Moved(Identity identity, long size, long modifiedNanos) {}

  private record Folder(Place place, long number) {}

  boolean isEmpty() {
    return files.isEmpty() && folders.isEmpty() && content.isEmpty();
  }

  void add(Place place, EntryRow row) {
    Deque<Folder> next = new ArrayDeque<>();
    add(place, row, next);
    while (!next.isEmpty()) {
      Folder folder = next.pop();
      folders.add(folder);
      store
          .folder(folder.number)
          .filter(known -> known.identity().bornNanos() != 0)
          .ifPresent(known -> sharedSince.put(known.identity(), known.firstSharedMillis()));
      store
          .children(folder.number)
          .forEach((name, child) -> add(new Place(folder.number, name), child, next));
    }
  }

  private void add(Place place, EntryRow row, Deque<Folder> next) {
    switch (row) {
      case FolderRef ref -> next.push(new Folder(place, ref.number()));
      case FileRow file -> {
        files.add(place);
        remember(file);
      }
    }
  }

  /** Remembers what had a place that another file has now; not if it is the same one, changed. */
  void replaced(FileRow old, FileFacts now) {
    if (!Identity.of(old.facts()).equals(Identity.of(now))) {
      remember(old);
    }
  }

  private void remember(FileRow file) {
    if (file.content().isPresent() && file.facts().bornNanos() != 0) {
      content.put(moved(file.facts()), file);
    }
  }

  /** The file that had this one's bytes at another place. */
  Optional<FileRow> before(FileFacts facts) {
    return Optional.ofNullable(content.get(moved(facts)));
  }

  /** When the folder that was this directory before was first shared. */
  Optional<Long> sharedSince(Identity identity) {
    return Optional.ofNullable(sharedSince.get(identity));
  }

  /** Ends the watching of folders that are gone. */
  void forget(Watching watching) {
    folders.forEach(folder -> watching.forget(folder.number));
  }

  /** Removes it all from the store; folders after what was in them. */
  void remove(Edits edits, long nowMillis) {
    files.forEach(place -> edits.add(edit -> edit.removeFile(place)));
    folders
        .reversed()
        .forEach(
            folder -> edits.add(edit -> edit.removeFolder(folder.place, folder.number, nowMillis)));
  }

  private static Moved moved(FileFacts facts) {
    return new Moved(Identity.of(facts), facts.size(), facts.modifiedNanos());
  }
}
