package runnel.node.beneath;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The system calls in terms of bytes, facts and exceptions. */
final class Calls {
  /** The folder descriptor that stands for the current folder (fcntl.h). */
  static final int AT_FDCWD = -100;

  /** Symbolic links anywhere, the magic ones of /proc, and leaving the start (openat2(2)). */
  static final long BENEATH = 0x08 | 0x04 | 0x02;

  /** Symbolic links anywhere, and the magic ones of /proc. */
  static final long WITHOUT_LINKS = 0x04 | 0x02;

  static final long ANYWHERE = 0;

  /** What a path of the kernel has at most (limits.h), with its NUL. */
  private static final int PATH_MAX = 4096;

  /** O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY: alike on x86_64 and aarch64. */
  private static final long READ = 04000 | 02000000 | 0400;

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_BTIME = 0x800;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final int STATX_BYTES = 256;
  private static final int HOW_BYTES = 24;

  /** Renames elsewhere make openat2 answer EAGAIN; so many in a row are a fault. */
  private static final int ATTEMPTS = 32;

  private Calls() {}

  static int open(int folder, byte[] path, long resolve) {
    requireNoNul(path);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(HOW_BYTES, Long.BYTES);
      how.set(JAVA_LONG, 0, READ);
      how.set(JAVA_LONG, 16, resolve);
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      MemorySegment text = text(arena, path);
      long result = -Errno.EAGAIN;
      for (int i = 0; i < ATTEMPTS && isTransient(result); i++) {
        result = Libc.openat2(errno, folder, text, how);
      }
      if (result < 0) {
        throw Errno.exception((int) -result, "cannot open " + shown(path));
      }
      return (int) result;
    }
  }

  /** The facts of what a descriptor has open. */
  static FileFacts facts(int descriptor) {
    return facts(descriptor, new byte[0], AT_EMPTY_PATH);
  }

  /** The facts of a name in a folder; a link's own facts. */
  static FileFacts factsOf(int folder, byte[] name) {
    return facts(folder, name, AT_SYMLINK_NOFOLLOW);
  }

  private static FileFacts facts(int descriptor, byte[] path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment facts = arena.allocate(STATX_BYTES, Long.BYTES);
      int result =
          Libc.statx(
              arena.allocate(Libc.ERRNO_STATE),
              descriptor,
              text(arena, path),
              new Libc.StatxCall(flags, STATX_BASIC_STATS | STATX_BTIME, facts));
      if (result < 0) {
        throw Errno.exception(-result, "cannot see the facts of " + shown(path));
      }
      return parse(facts);
    }
  }

  /** The layout of {@code struct statx} (linux/stat.h), the same on every machine. */
  private static FileFacts parse(MemorySegment statx) {
    boolean born = (statx.get(JAVA_INT, 0) & STATX_BTIME) != 0;
    return new FileFacts(
        (long) statx.get(JAVA_INT, 136) << 32 | Integer.toUnsignedLong(statx.get(JAVA_INT, 140)),
        statx.get(JAVA_LONG, 32),
        statx.get(JAVA_LONG, 40),
        nanos(statx, 112),
        nanos(statx, 96),
        born ? nanos(statx, 80) : 0,
        Short.toUnsignedInt(statx.get(JAVA_SHORT, 28)));
  }

  /** Wraps around for times beyond the years 1678 to 2262, which keeps them comparable. */
  private static long nanos(MemorySegment statx, long offset) {
    return statx.get(JAVA_LONG, offset) * 1_000_000_000L
        + Integer.toUnsignedLong(statx.get(JAVA_INT, offset + 8));
  }

  /** Returns the bytes read: fewer than asked for at the end of the file only, 0 beyond it. */
  static int read(int file, long position, MemorySegment target) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      long done = 0;
      while (done < target.byteSize()) {
        long read = Libc.pread(errno, file, target.asSlice(done), position + done);
        if (read == 0) {
          break;
        }
        if (read < 0 && read != -Errno.EINTR) {
          throw Errno.exception((int) -read, "cannot read at " + (position + done));
        }
        done += Math.max(read, 0);
      }
      return (int) done;
    }
  }

  /** Where data follows; the position itself where the file system does not tell. */
  static long nextData(int file, long position) {
    try (Arena arena = Arena.ofConfined()) {
      long found = Libc.lseek(arena.allocate(Libc.ERRNO_STATE), file, position, SEEK_DATA);
      if (found == -Errno.ENXIO) {
        return Long.MAX_VALUE; // There is a hole up to the end.
      }
      return Math.max(found, position);
    }
  }

  /** Where a hole follows, or the end; the largest number where the file system does not tell. */
  static long nextHole(int file, long position) {
    try (Arena arena = Arena.ofConfined()) {
      long found = Libc.lseek(arena.allocate(Libc.ERRNO_STATE), file, position, SEEK_HOLE);
      return found < 0 ? Long.MAX_VALUE : found;
    }
  }

  static long list(int folder, MemorySegment buffer) {
    try (Arena arena = Arena.ofConfined()) {
      long result = Libc.getdents64(arena.allocate(Libc.ERRNO_STATE), folder, buffer);
      if (result < 0) {
        throw Errno.exception((int) -result, "cannot list a folder");
      }
      return result;
    }
  }

  /** Where a link leads, as it is written there. */
  static byte[] linkTarget(int folder, byte[] name) {
    requireNoNul(name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(PATH_MAX);
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      long length = Libc.readlinkat(errno, folder, text(arena, name), target);
      if (length < 0) {
        throw Errno.exception((int) -length, "cannot read the link " + shown(name));
      }
      return target.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  static void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      Libc.close(arena.allocate(Libc.ERRNO_STATE), descriptor);
    }
  }

  static String shown(byte[] path) {
    return "'" + Shown.path(path) + "'";
  }

  private static boolean isTransient(long result) {
    return result == -Errno.EAGAIN || result == -Errno.EINTR;
  }

  static MemorySegment text(Arena arena, byte[] path) {
    MemorySegment text = arena.allocate(path.length + 1L);
    MemorySegment.copy(path, 0, text, JAVA_BYTE, 0, path.length);
    return text;
  }

  private static void requireNoNul(byte[] path) {
    for (byte octet : path) {
      if (octet == 0) {
        throw new BeneathException(
            BeneathException.Kind.NOT_FOUND, "cannot open a path that holds NUL");
      }
    }
  }
}
