package runnel.node.share;

import static runnel.indexd.catalog.CatalogLimits.FOLDER_ENTRIES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.FileKind;
import runnel.node.beneath.OpenedFolder;
import runnel.node.share.Guard.Standing;
import runnel.node.share.ScannedFolder.Found;
import runnel.node.share.Skipped.Reason;

/**
 * Lists folders of the share, one for each call.
 *
 * <p>Each folder is opened from its root anew, so that one descriptor is enough at any depth and a
 * folder that is moved meanwhile can't take the walk elsewhere. Nothing is opened but folders, so
 * that no FIFO can block it. For one scan, on one thread.
 */
final class Scanner {
  /** What the kernel takes for a path (PATH_MAX without its NUL, and a slash for folders). */
  private static final int PATH_BYTES_MAX = 4094;

  private final Ground ground;
  private final ShareSettings settings;
  private final Roots roots;
  private final Ignores ignores;

  /** As they were when the first folder was found. */
  private Optional<ShareGround> shareGround = Optional.empty();

  private long entries;

  /**
   * @param entries how many entries there are besides those that will be found
   */
  Scanner(Ground ground, long entries) {
    this.ground = ground;
    this.settings = ground.opened().settings();
    this.roots = ground.opened().roots();
    this.ignores = new Ignores(roots);
    this.entries = entries;
  }

  /**
   * Lists a folder, or looks at some names in it.
   *
   * @param known how many of its entries are known and counted
   */
  ScannedFolder scan(Visit visit, int known) {
    entries -= known;
    try (OpenedFolder folder = roots.openFolder(visit.path())) {
      if (visit.names().isEmpty()) {
        ground.watching().add(visit.number(), folder);
      }
      Listing listing = new Listing(visit, folder);
      visit.names().ifPresentOrElse(listing::look, listing::list);
      return new ScannedFolder.Listed(folder.facts(), listing.files, listing.folders, listing.kept);
    } catch (BeneathException e) {
      entries += known;
      return failed(visit.path(), e.kind());
    }
  }

  private ShareGround shareGround() {
    ShareGround now = shareGround.orElseGet(ShareGround::now);
    shareGround = Optional.of(now);
    return now;
  }

  private ScannedFolder failed(SharePath path, BeneathException.Kind kind) {
    if (kind != BeneathException.Kind.NOT_FOUND) {
      ground.skipped().add(path.utf8(), SkipBook.reason(kind));
    }
    return switch (kind) {
      case NOT_FOUND, NOT_ALLOWED, OUTSIDE, WRONG_KIND, TOO_LONG -> new ScannedFolder.Gone();
      case TOO_MANY_OPEN, BUSY, CLOSED, UNSUPPORTED, IO -> new ScannedFolder.Unknown();
    };
  }

  /** The children of one folder, as they come. */
  private final class Listing {
    private final SharePath path;
    private final int depth;
    private final OpenedFolder folder;
    private final Ignores.Rules rules;
    private final List<Found> files = new ArrayList<>();
    private final List<Found> folders = new ArrayList<>();
    private final Set<EntryName> kept = new HashSet<>();
    private final Set<EntryName> imports = new HashSet<>();

    Listing(Visit visit, OpenedFolder folder) {
      this.path = visit.path();
      this.depth = path.names().size();
      this.folder = folder;
      this.rules = ignores.of(path);
    }

    void list() {
      ground.skipped().listing(path);
      folder.list(this::add);
      if (path.equals(SharePath.TOP)) {
        roots.imports().stream()
            .map(Import::name)
            .filter(name -> !imports.contains(name))
            .forEach(name -> skip(name.utf8(), Reason.IMPORT_UNLINKED));
      }
    }

    void look(Set<EntryName> names) {
      for (EntryName name : names) {
        ground.skipped().looking(path, name);
        add(name.utf8(), FileKind.UNKNOWN);
      }
    }

    private boolean add(byte[] name, FileKind kind) {
      if (name[0] == '.' && !settings.hidden()) {
        return true;
      }
      try {
        add(EntryName.of(name), kind);
      } catch (BeneathException e) {
        if (e.kind() != BeneathException.Kind.NOT_FOUND) {
          skip(name, SkipBook.reason(e.kind()));
        } else if (path.equals(SharePath.TOP) && roots.imported(EntryName.of(name)).isPresent()) {
          skip(name, Reason.IMPORT_UNLINKED);
        }
      } catch (IllegalArgumentException e) {
        skip(name, Reason.NOT_UTF8);
      }
      return true;
    }

    private void add(EntryName name, FileKind kind) {
      byte[] bytes = name.utf8();
      Optional<Import> imported =
          path.equals(SharePath.TOP) ? roots.imported(name) : Optional.empty();
      imported.ifPresent(row -> imports.add(row.name()));
      if (kind == FileKind.SPECIAL) {
        skip(bytes, Reason.SPECIAL);
      } else if (SkipBook.path(path, bytes).length > PATH_BYTES_MAX) {
        skip(bytes, Reason.TOO_LONG);
      } else if (entries >= settings.limits().entries() || size() >= FOLDER_ENTRIES) {
        skip(bytes, Reason.TOO_MANY);
      } else {
        FileFacts facts = folder.facts(bytes);
        imported.ifPresentOrElse(
            row -> addImport(row, facts.kind()), () -> add(new Found(name, facts)));
      }
    }

    private void addImport(Import row, FileKind kind) {
      byte[] name = row.name().utf8();
      if (kind != FileKind.LINK) {
        skip(name, Reason.IMPORT_REPLACED);
      } else if (!row.isLinkTo(folder.linkTarget(name))) {
        skip(name, Reason.IMPORT_CHANGED);
      } else {
        switch (ground.guard().of(path.child(row.name()))) {
          case Standing.Usable(FileFacts facts) -> add(new Found(row.name(), facts));
          case Standing.Unusable(Reason reason) -> {
            skip(name, reason);
            kept.add(row.name());
          }
        }
      }
    }

    private void add(Found found) {
      FileKind kind = found.facts().kind();
      if (rules.ignores(found.name(), kind == FileKind.FOLDER)) {
        return;
      }
      switch (kind) {
        case FILE -> {
          entries++;
          files.add(found);
        }
        case FOLDER -> addFolder(found);
        case LINK -> skip(found.name().utf8(), Reason.LINK);
        case SPECIAL, UNKNOWN -> skip(found.name().utf8(), Reason.SPECIAL);
      }
    }

    private void addFolder(Found found) {
      Optional<Reason> bad = shareGround().whyNot(found.facts().device());
      if (bad.isPresent()) {
        skip(found.name().utf8(), bad.get());
      } else if (depth >= settings.limits().depth()) {
        skip(found.name().utf8(), Reason.TOO_DEEP);
      } else {
        entries++;
        folders.add(found);
      }
    }

    private int size() {
      return files.size() + folders.size();
    }

    private void skip(byte[] name, Reason reason) {
      ground.skipped().add(SkipBook.path(path, name), reason);
    }
  }
}
