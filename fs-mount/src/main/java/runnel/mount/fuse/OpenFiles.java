package runnel.mount.fuse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jnr.constants.platform.Errno;
import runnel.mount.tree.OpenedFile;

/** The files that programs have open, by the handle that the kernel was given. */
final class OpenFiles {
  private final Map<Long, OpenedFile> files = new ConcurrentHashMap<>();
  private final AtomicLong lastHandle = new AtomicLong();
  private final int limit;

  OpenFiles(int limit) {
    this.limit = limit;
  }

  /** Opens a file and returns its handle, 1 or more, never used twice. */
  long add(Supplier<OpenedFile> opening) {
    // Opens at the same time may pass the limit by as many as they are; it need not be exact.
    if (files.size() >= limit) {
      throw new Refusal(Errno.ENFILE);
    }
    OpenedFile file = opening.get();
    long handle = lastHandle.incrementAndGet();
    files.put(handle, file);
    return handle;
  }

  OpenedFile get(long handle) {
    OpenedFile file = files.get(handle);
    if (file == null) {
      throw new Refusal(Errno.EBADF);
    }
    return file;
  }

  void close(long handle) {
    OpenedFile file = files.remove(handle);
    if (file != null) {
      file.close();
    }
  }

  /** Closes all that is left, each whatever the others throw; for when no callback can come. */
  void closeAll(Edge edge) {
    for (long handle : files.keySet()) {
      var _ =
          edge.run(
              "release",
              () -> {
                close(handle);
                return 0;
              });
    }
  }
}
