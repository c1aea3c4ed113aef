package runnel.node.tree;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;

/**
 * Keeps one version per open path.
 *
 * <p>The kernel caches pages per inode, not per handle: while a path is open, every further open,
 * {@code stat} and mapping of it sees the version that was opened first, or old and new bytes would
 * mix. A newer version appears to the first open after the last close. Where nobody has the old one
 * any more it appears to the next open: that one reads past the kernel's pages for as long as the
 * old handles are there, and these answer that they are stale.
 */
final class OpenPaths {
  /** How many closed paths' versions are remembered, to let the kernel keep their pages. */
  private static final int CLOSED_MAX = 10_000;

  private final ContentOpener content;
  // All guarded by this; no I/O is done under it.
  private final Map<String, Pin> open = new HashMap<>();

  /** How many handles of a lost version are there still, beside a newer one. */
  private final Map<String, Integer> left = new HashMap<>();

  private final Map<String, Version> closed =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Version> eldest) {
          return size() > CLOSED_MAX;
        }
      };

  OpenPaths(ContentOpener content) {
    this.content = content;
  }

  /**
   * One version of the file at a path.
   *
   * @param attributes what {@code stat} tells of it
   * @param bytes what names its bytes
   * @param owner whose file it is
   */
  record Version(Attributes attributes, FileBytes bytes, PeerId owner) {
    boolean isSame(Version other) {
      return bytes.equals(other.bytes) && owner.equals(other.owner);
    }

    /** Pages of what nothing proved are dropped with the last close. */
    boolean samePages(Version other) {
      return switch (bytes) {
        case FileBytes.Proven proven -> isSame(other);
        case FileBytes.Vouched vouched -> false;
      };
    }
  }

  /** Returns the attributes of the version that the path is open with, if it is open. */
  synchronized Optional<Attributes> attributes(String path) {
    return pinned(path).map(Version::attributes);
  }

  /** Returns what names the bytes of the version that the path is open with, if it is open. */
  synchronized Optional<FileBytes> bytes(String path) {
    return pinned(path).map(Version::bytes);
  }

  /** Opens the path in the version that it is open with, else in its version now. */
  OpenedFile open(String path, Supplier<Version> now) {
    Version wanted = pinned(path).orElseGet(now);
    Opening opening = pin(path, wanted);
    try {
      Version version = opening.pin().version;
      return new Handle(opening, content.open(version.bytes(), version.owner()));
    } catch (RuntimeException | Error e) {
      unpin(opening.pin()); // Else the path would keep this version for ever.
      throw e;
    }
  }

  /** The version to stay with; none if it is open in one that can't be had any more. */
  private synchronized Optional<Version> pinned(String path) {
    return Optional.ofNullable(open.get(path)).filter(pin -> !pin.lost).map(pin -> pin.version);
  }

  private synchronized Opening pin(String path, Version wanted) {
    Pin pin = open.get(path);
    if (pin != null && pin.lost && !pin.version.isSame(wanted)) {
      replace(pin);
      pin = null;
    }
    if (pin == null) {
      pin = new Pin(path, wanted);
      open.put(path, pin);
    }
    pin.opens++;
    boolean apart = left.containsKey(path);
    boolean keepsPages = !apart && (pin.paged || pin.isAsAt(closed.get(path)));
    pin.paged |= !apart;
    return new Opening(pin, keepsPages, apart);
  }

  /** With the lock held: its handles go on alone, and the kernel's pages are nobody's. */
  private void replace(Pin pin) {
    boolean _ = open.remove(pin.path, pin);
    var _ = closed.remove(pin.path);
    var _ = left.merge(pin.path, pin.opens, Integer::sum);
    pin.replaced = true;
  }

  private synchronized void unpin(Pin pin) {
    pin.opens--;
    if (pin.replaced) {
      var _ = left.computeIfPresent(pin.path, (path, count) -> count == 1 ? null : count - 1);
    } else if (pin.opens == 0) {
      boolean _ = open.remove(pin.path, pin);
      if (pin.paged) {
        var _ = closed.put(pin.path, pin.version);
      }
    }
  }

  /** Nobody has the version any more, as far as was asked. */
  private synchronized void lose(Pin pin) {
    pin.lost = true;
  }

  private synchronized boolean isReplaced(Pin pin) {
    return pin.replaced;
  }

  /**
   * One open.
   *
   * @param apart whether another version is open still, whose pages the kernel may have
   */
  private record Opening(Pin pin, boolean keepsPages, boolean apart) {}

  /** A version that a path is open with; what changes is guarded by the lock of all. */
  private static final class Pin {
    private final String path;
    private final Version version;
    private int opens;

    /** Once nobody had it: then it gives way as soon as there is a newer one. */
    private boolean lost;

    /** A newer version is what the path is now. */
    private boolean replaced;

    /** The kernel's pages are of this version. */
    private boolean paged;

    Pin(String path, Version version) {
      this.path = path;
      this.version = version;
    }

    /** Says whether the kernel's pages, which are of the version closed last, are right. */
    boolean isAsAt(Version last) {
      return last != null && version.samePages(last);
    }
  }

  private final class Handle implements OpenedFile {
    private final Opening opening;
    private final ContentOpener.Reader reader;
    private final AtomicBoolean over = new AtomicBoolean();

    Handle(Opening opening, ContentOpener.Reader reader) {
      this.opening = opening;
      this.reader = reader;
    }

    @Override
    public Attributes attributes() {
      return opening.pin().version.attributes();
    }

    @Override
    public boolean keepsPages() {
      return opening.keepsPages();
    }

    @Override
    public boolean avoidsPages() {
      return opening.apart();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      if (isReplaced(opening.pin())) {
        String text = "a newer version of " + opening.pin().path + " is open; open it anew";
        return CompletableFuture.failedFuture(new TreeException(TreeException.Kind.STALE, text));
      }
      CompletableFuture<ReadResult> read = reader.read(offset, length);
      var _ =
          read.whenComplete((result, failure) -> {
            if (isStale(failure)) {
              lose(opening.pin());
            }
          });
      return read;
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        try {
          reader.close();
        } finally {
          unpin(opening.pin());
        }
      }
    }

    private static boolean isStale(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return cause instanceof TreeException known && known.kind() == TreeException.Kind.STALE;
    }
  }
}
