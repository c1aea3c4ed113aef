package runnel.node.share;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.OpenedFile;
import runnel.node.beneath.OpenedFolder;
import runnel.node.beneath.Root;
import runnel.node.beneath.RootPath;

/**
 * Opens what paths of the share stand for: below the share folder, or below what was imported under
 * the path's first name. Each has a root of its own, which is opened for every use, so that a disk
 * can be unmounted in between. Thread-safe.
 */
final class Roots {
  private final RootPath share;
  private volatile Map<EntryName, Imported> imports = Map.of();

  Roots(Path share) {
    this.share = RootPath.of(share);
  }

  /** An import, and the folders that it is opened from: what it is, and what it is in. */
  private record Imported(Import row, RootPath folder, RootPath above) {
    byte[] name() {
      byte[] whole = folder.bytes();
      int slash = whole.length - 1;
      while (whole[slash] != '/') {
        slash--;
      }
      return Arrays.copyOfRange(whole, slash + 1, whole.length);
    }
  }

  /** Makes these the imports from now on. */
  void imports(Collection<Import> rows) {
    Map<EntryName, Imported> now = new TreeMap<>();
    rows.forEach(row ->
        now.put(
            row.name(),
            new Imported(row, RootPath.of(row.target()), RootPath.of(row.target().getParent()))));
    imports = Map.copyOf(now);
  }

  Optional<Import> imported(EntryName name) {
    return Optional.ofNullable(imports.get(name)).map(Imported::row);
  }

  List<Import> imports() {
    return imports.values().stream().map(Imported::row).toList();
  }

  /** The root that a path is below: the top of the share, or the path of one name. */
  SharePath anchor(SharePath path) {
    return path.equals(SharePath.TOP) || imported(path.first()).isEmpty()
        ? SharePath.TOP
        : SharePath.TOP.child(path.first());
  }

  /**
   * Opens a regular file.
   *
   * @throws runnel.node.beneath.BeneathException as {@link Root#openFile} and the root itself
   */
  OpenedFile openFile(SharePath path) {
    Imported within = imports.get(path.first());
    if (within == null) {
      return open(share, path.utf8());
    }
    return path.isName() ? open(within.above, within.name()) : open(within.folder, path.rest());
  }

  /** Opens a folder; {@link SharePath#TOP} is the share folder. */
  OpenedFolder openFolder(SharePath path) {
    Imported within = path.equals(SharePath.TOP) ? null : imports.get(path.first());
    try (Root root = (within == null ? share : within.folder).open()) {
      return root.openFolder(within == null ? path.utf8() : path.rest());
    }
  }

  /** Returns the facts of what an anchor is now. */
  FileFacts facts(SharePath anchor) {
    if (anchor.equals(SharePath.TOP)) {
      try (OpenedFolder folder = openFolder(anchor)) {
        return folder.facts();
      }
    }
    Imported within = imports.get(anchor.first());
    if (within == null) {
      return facts(SharePath.TOP);
    }
    try (Root root = within.above.open();
        OpenedFolder above = root.openFolder(new byte[0])) {
      return above.facts(within.name());
    }
  }

  private static OpenedFile open(RootPath from, byte[] path) {
    try (Root root = from.open()) {
      return root.openFile(path);
    }
  }
}
