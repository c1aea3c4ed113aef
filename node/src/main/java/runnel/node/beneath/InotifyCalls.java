package runnel.node.beneath;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The calls that watching needs: inotify(7), eventfd(2) to wake who waits, poll(2). Each returns
 * what the call returned, or the negated errno.
 */
final class InotifyCalls {
  /** IN_NONBLOCK | IN_CLOEXEC, which are EFD_NONBLOCK | EFD_CLOEXEC as well. */
  private static final int FLAGS = 04000 | 02000000;

  private static final short POLLIN = 1;
  private static final int POLLFD_BYTES = 8;
  private static final int FOR_EVER = -1;

  private static final MethodHandle INIT =
      call("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD =
      call("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle REMOVE =
      call("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle EVENTFD =
      call("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle EVENTFD_WRITE =
      call("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle POLL =
      call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle READ =
      call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private InotifyCalls() {}

  static int init() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      return result((int) INIT.invokeExact(errno, FLAGS), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  static int add(int inotify, byte[] path, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      return result((int) ADD.invokeExact(errno, inotify, Calls.text(arena, path), mask), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  static int remove(int inotify, int watch) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      return result((int) REMOVE.invokeExact(errno, inotify, watch), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  static int bell() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      return result((int) EVENTFD.invokeExact(errno, 0, FLAGS), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  static int ring(int bell) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      return result((int) EVENTFD_WRITE.invokeExact(errno, bell, 1L), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  /** Waits until one of the two can be read. */
  static int await(int one, int other) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      MemorySegment both = arena.allocate(2 * POLLFD_BYTES, Integer.BYTES);
      both.set(JAVA_INT, 0, one);
      both.set(JAVA_SHORT, 4, POLLIN);
      both.set(JAVA_INT, POLLFD_BYTES, other);
      both.set(JAVA_SHORT, POLLFD_BYTES + 4, POLLIN);
      return result((int) POLL.invokeExact(errno, both, 2L, FOR_EVER), errno);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  static long read(int inotify, MemorySegment into) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Libc.ERRNO_STATE);
      long read = (long) READ.invokeExact(errno, inotify, into, into.byteSize());
      return read < 0 ? -Libc.error(errno) : read;
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  private static int result(int returned, MemorySegment errno) {
    return returned < 0 ? -Libc.error(errno) : returned;
  }

  private static MethodHandle call(String name, FunctionDescriptor type) {
    return Libc.call(name, type, Libc.CAPTURE);
  }
}
