package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static runnel.indexd.catalog.CatalogLimits.FOLDER_ENTRIES;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileKind;
import runnel.node.beneath.OpenedFolder;
import runnel.node.beneath.Root;
import runnel.node.share.ScannedFolder.Found;
import runnel.node.share.Skipped.Reason;

/**
 * Walks a share folder, one folder for each call, parents before their children.
 *
 * <p>Each folder is opened from the root anew, so that one descriptor is enough at any depth and a
 * folder that is moved meanwhile can't take the walk elsewhere. Nothing is opened but folders, so
 * that no FIFO can block it. For one thread.
 */
final class Scanner {
  /** What the kernel takes for a path (PATH_MAX without its NUL, and a slash for folders). */
  private static final int PATH_BYTES_MAX = 4094;

  private final Root root;
  private final ShareSettings settings;
  private final SkipLog skipped;
  private final Deque<SharePath> next = new ArrayDeque<>(List.of(SharePath.TOP));
  private long entries;

  Scanner(Root root, ShareSettings settings, SkipLog skipped) {
    this.root = root;
    this.settings = settings;
    this.skipped = skipped;
  }

  /** Returns the next folder, or nothing at the end. */
  Optional<ScannedFolder> next() {
    return Optional.ofNullable(next.poll()).map(this::scan);
  }

  private ScannedFolder scan(SharePath path) {
    try (OpenedFolder folder = root.openFolder(path.utf8())) {
      Listing listing = new Listing(path, folder);
      folder.list(listing::add);
      listing.folders.reversed().forEach(found -> next.push(path.child(found.name())));
      return new ScannedFolder.Listed(path, listing.files, listing.folders);
    } catch (BeneathException e) {
      return failed(path, e.kind());
    }
  }

  private ScannedFolder failed(SharePath path, BeneathException.Kind kind) {
    if (kind != BeneathException.Kind.NOT_FOUND) {
      skipped.add(path.utf8(), SkipLog.reason(kind));
    }
    return switch (kind) {
      case NOT_FOUND, NOT_ALLOWED, OUTSIDE, WRONG_KIND, TOO_LONG -> new ScannedFolder.Gone(path);
      case TOO_MANY_OPEN, BUSY, CLOSED, UNSUPPORTED, IO -> new ScannedFolder.Unknown(path);
    };
  }

  /** The children of one folder, as they come. */
  private final class Listing {
    private final byte[] prefix;
    private final int depth;
    private final OpenedFolder folder;
    private final List<Found> files = new ArrayList<>();
    private final List<Found> folders = new ArrayList<>();

    Listing(SharePath path, OpenedFolder folder) {
      this.prefix = path.equals(SharePath.TOP) ? new byte[0] : (path.text() + "/").getBytes(UTF_8);
      this.depth = path.names().size();
      this.folder = folder;
    }

    boolean add(byte[] name, FileKind kind) {
      if (name[0] == '.' && !settings.hidden()) {
        return true;
      }
      try {
        add(EntryName.of(name), kind);
      } catch (BeneathException e) {
        if (e.kind() != BeneathException.Kind.NOT_FOUND) {
          skip(name, SkipLog.reason(e.kind()));
        }
      } catch (IllegalArgumentException e) {
        skip(name, Reason.NOT_UTF8);
      }
      return true;
    }

    private void add(EntryName name, FileKind kind) {
      byte[] bytes = name.utf8();
      if (kind == FileKind.LINK || kind == FileKind.SPECIAL) {
        skip(bytes, kind == FileKind.LINK ? Reason.LINK : Reason.SPECIAL);
      } else if (prefix.length + bytes.length > PATH_BYTES_MAX) {
        skip(bytes, Reason.TOO_LONG);
      } else if (entries >= settings.limits().entries() || size() >= FOLDER_ENTRIES) {
        skip(bytes, Reason.TOO_MANY);
      } else {
        add(new Found(name, folder.facts(bytes)));
      }
    }

    private void add(Found found) {
      switch (found.facts().kind()) {
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
      if (depth >= settings.limits().depth()) {
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
      byte[] whole = Arrays.copyOf(prefix, prefix.length + name.length);
      System.arraycopy(name, 0, whole, prefix.length, name.length);
      skipped.add(whole, reason);
    }
  }
}
