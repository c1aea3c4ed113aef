package runnel.node.tree;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;

/**
 * Keeps one version per open path.
 *
 * <p>The kernel caches pages per inode, not per handle: while a path is open, every further open,
 * {@code stat} and mapping of it sees the version that was opened first, or old and new bytes would
 * mix. A newer version appears to the first open after the last close.
 */
final class OpenPaths {
  /** How many closed paths' versions are remembered, to let the kernel keep their pages. */
  private static final int CLOSED_MAX = 10_000;

  private final ContentOpener content;
  // Both guarded by this; no I/O is done under it.
  private final Map<String, Pin> open = new HashMap<>();
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
    /** Pages of what nothing proved are dropped with the last close. */
    boolean samePages(Version other) {
      return switch (bytes) {
        case FileBytes.Proven proven -> proven.equals(other.bytes) && owner.equals(other.owner);
        case FileBytes.Vouched vouched -> false;
      };
    }
  }

  /** Returns the attributes of the version that the path is open with, if it is open. */
  synchronized Optional<Attributes> attributes(String path) {
    return Optional.ofNullable(open.get(path)).map(pin -> pin.version.attributes());
  }

  /** Opens the path in the version that it is open with, else in its version now. */
  OpenedFile open(String path, Supplier<Version> now) {
    Version wanted = pinned(path).orElseGet(now);
    Opening opening = pin(path, wanted);
    try {
      Version version = opening.version();
      return new Handle(opening, content.open(version.bytes(), version.owner()), path);
    } catch (RuntimeException | Error e) {
      unpin(path); // Else the path would keep this version for ever.
      throw e;
    }
  }

  private synchronized Optional<Version> pinned(String path) {
    return Optional.ofNullable(open.get(path)).map(pin -> pin.version);
  }

  private synchronized Opening pin(String path, Version wanted) {
    Pin pin = open.computeIfAbsent(path, absent -> new Pin(wanted));
    boolean keepsPages =
        pin.opens > 0
            || Optional.ofNullable(closed.get(path)).filter(wanted::samePages).isPresent();
    pin.opens++;
    return new Opening(pin.version, keepsPages);
  }

  private synchronized void unpin(String path) {
    Pin pin = open.get(path);
    pin.opens--;
    if (pin.opens == 0) {
      open.remove(path);
      closed.put(path, pin.version);
    }
  }

  private record Opening(Version version, boolean keepsPages) {}

  private static final class Pin {
    private final Version version;
    private int opens;

    Pin(Version version) {
      this.version = version;
    }
  }

  private final class Handle implements OpenedFile {
    private final Opening opening;
    private final ContentOpener.Reader reader;
    private final String path;
    private final AtomicBoolean over = new AtomicBoolean();

    Handle(Opening opening, ContentOpener.Reader reader, String path) {
      this.opening = opening;
      this.reader = reader;
      this.path = path;
    }

    @Override
    public Attributes attributes() {
      return opening.version().attributes();
    }

    @Override
    public boolean keepsPages() {
      return opening.keepsPages();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      return reader.read(offset, length);
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        try {
          reader.close();
        } finally {
          unpin(path);
        }
      }
    }
  }
}
