package runnel.node.beneath;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Tells of changes in folders, by inotify(7).
 *
 * <pre>{@code
 * try (FolderWatch watch = FolderWatch.open()) {
 *   OptionalInt number = watch.add(folder);
 *   while (watch.await(listener)) {}
 * }
 * }</pre>
 *
 * <p>A folder is watched, not a path: it goes on when the folder is renamed, and a folder that was
 * opened safely can't be another one by the time it is watched, which the JDK's WatchService can't
 * promise. Watching does not keep a disk from being unmounted. Thread-safe; one thread awaits.
 */
public final class FolderWatch implements AutoCloseable {
  /** Is told what happened. */
  public interface Listener {
    /** A name in a watched folder came, went, or has other bytes or facts; the callee's array. */
    void named(int watch, byte[] name);

    /** A watched folder itself was removed, moved or unmounted, perhaps. */
    void itself(int watch);

    /** A folder is not watched any more. */
    void ended(int watch);

    /** Some changes were lost: anything may have happened anywhere. */
    void lost();
  }

  // inotify.h
  private static final int UNMOUNT = 0x2000;
  private static final int OVERFLOW = 0x4000;
  private static final int IGNORED = 0x8000;
  private static final int ONLY_FOLDERS = 0x01000000;
  private static final int NOT_WHEN_UNLINKED = 0x04000000;

  /** Modify, attributes, close after writing, moved from and to, create, delete, self gone. */
  private static final int CHANGES = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800;

  private static final int ENOSPC = 28;
  private static final int ENOMEM = 12;

  /** Some thousand events for each call. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int LENGTH_AT = 12;
  private static final int NAME_AT = 16;

  private final Descriptor inotify;
  private final Descriptor bell;
  private volatile boolean closed;

  private FolderWatch(Descriptor inotify, Descriptor bell) {
    this.inotify = inotify;
    this.bell = bell;
  }

  /**
   * Begins.
   *
   * @throws BeneathException TOO_MANY_OPEN if this user watches in too many programs already
   *     (fs.inotify.max_user_instances)
   */
  public static FolderWatch open() {
    Descriptor inotify = descriptor(InotifyCalls.init());
    try {
      return new FolderWatch(inotify, descriptor(InotifyCalls.bell()));
    } catch (RuntimeException e) {
      inotify.close();
      throw e;
    }
  }

  /**
   * Watches a folder; one that is watched keeps its number.
   *
   * @return its number; empty if the user's limit of watches is reached
   *     (fs.inotify.max_user_watches)
   * @throws BeneathException NOT_ALLOWED and the like
   */
  public OptionalInt add(OpenedFolder folder) {
    int watch = inotify.use(number -> folder.watchedBy(opened -> add(number, opened)));
    if (watch == -ENOSPC || watch == -ENOMEM) {
      return OptionalInt.empty();
    }
    if (watch < 0) {
      throw Errno.exception(-watch, "cannot watch a folder");
    }
    return OptionalInt.of(watch);
  }

  /** Watches a folder no longer. */
  public void remove(int watch) {
    int _ = inotify.use(number -> InotifyCalls.remove(number, watch));
  }

  /**
   * Waits until something happened and tells it, on this thread.
   *
   * @return whether to go on; not after {@link #close}
   */
  public boolean await(Listener told) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES, Integer.BYTES);
      long filled = inotify.use(number -> bell.use(rung -> read(number, rung, buffer)));
      long at = 0;
      while (at < filled && !closed) {
        int length = buffer.get(JAVA_INT, at + LENGTH_AT);
        tell(buffer.asSlice(at, NAME_AT + length), told);
        at += NAME_AT + length;
      }
      return !closed;
    } catch (BeneathException e) {
      if (closed) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      int _ = bell.use(InotifyCalls::ring);
      inotify.close();
      bell.close();
    }
  }

  private static int add(int inotify, int folder) {
    byte[] path = ("/proc/self/fd/" + folder).getBytes(StandardCharsets.US_ASCII);
    return InotifyCalls.add(inotify, path, CHANGES | ONLY_FOLDERS | NOT_WHEN_UNLINKED);
  }

  private static long read(int inotify, int bell, MemorySegment buffer) {
    int _ = InotifyCalls.await(inotify, bell);
    long read = InotifyCalls.read(inotify, buffer);
    if (read == -Errno.EAGAIN || read == -Errno.EINTR) {
      return 0;
    }
    if (read < 0) {
      throw Errno.exception((int) -read, "cannot read what happened in watched folders");
    }
    return read;
  }

  private static void tell(MemorySegment event, Listener told) {
    int watch = event.get(JAVA_INT, 0);
    int mask = event.get(JAVA_INT, 4);
    if ((mask & OVERFLOW) != 0) {
      told.lost();
    } else if ((mask & IGNORED) != 0) {
      told.ended(watch);
    } else if ((mask & UNMOUNT) != 0 || event.byteSize() == NAME_AT) {
      told.itself(watch);
    } else {
      told.named(watch, name(event));
    }
  }

  private static byte[] name(MemorySegment event) {
    int end = NAME_AT;
    while (end < event.byteSize() && event.get(JAVA_BYTE, end) != 0) {
      end++;
    }
    return event.asSlice(NAME_AT, end - NAME_AT).toArray(JAVA_BYTE);
  }

  private static Descriptor descriptor(int opened) {
    if (opened < 0) {
      throw Errno.exception(-opened, "cannot watch folders");
    }
    return new Descriptor(opened);
  }
}
