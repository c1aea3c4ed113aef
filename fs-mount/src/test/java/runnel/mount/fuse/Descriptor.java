package runnel.mount.fuse;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;

/** A file opened with the C library, for its bare number. */
record Descriptor(int number) implements AutoCloseable {
  /** Public because jnr-ffi implements it from a class loader of its own. */
  public interface Files {
    int open(String path, int flags);

    int close(int descriptor);
  }

  private static final Files FILES = LibraryLoader.create(Files.class).load("c");

  static Descriptor of(Path file) {
    int number = FILES.open(file.toString(), 0);
    if (number < 0) {
      throw new AssertionError("can't open " + file);
    }
    return new Descriptor(number);
  }

  @Override
  public void close() {
    FILES.close(number);
  }
}
