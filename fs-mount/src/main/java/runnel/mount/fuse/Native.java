package runnel.mount.fuse;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.byref.IntByReference;
import jnr.ffi.byref.PointerByReference;
import jnr.ffi.types.size_t;
import jnr.ffi.types.uid_t;
import ru.serce.jnrfuse.struct.FuseOperations;

/** The C functions that jnr-fuse does not bind. Loaded at first use; a missing library throws. */
final class Native {
  static final String FUSE_LIBRARY = "libfuse.so.2";

  private Native() {}

  /** Public because jnr-ffi implements it from a class loader of its own. */
  public interface LibC {
    Pointer malloc(@size_t long size);

    void free(Pointer memory);

    @uid_t
    int getuid();

    @uid_t
    int getgid();
  }

  /** Public because jnr-ffi implements it from a class loader of its own. */
  public interface LibFuse {
    /** Not 0 when the program behind the request of this very thread was interrupted. */
    int fuse_interrupted();

    /**
     * Mounts; what {@code fuse_main} does first. Returns a {@code struct fuse}, or null after it
     * said why not on standard error.
     */
    Pointer fuse_setup(
        int arguments,
        String[] words,
        FuseOperations operations,
        @size_t long operationsBytes,
        PointerByReference mountPoint,
        IntByReference manyThreads,
        Pointer data);

    /** Serves until unmounted; returns 0, or -1 after an error. */
    int fuse_loop_mt(Pointer fuse);

    /** Unmounts what is still mounted, and frees all. */
    void fuse_teardown(Pointer fuse, Pointer mountPoint);
  }

  static LibC libc() {
    return C.LIBRARY;
  }

  static LibFuse libfuse() {
    return Fuse.LIBRARY;
  }

  private static final class C {
    static final LibC LIBRARY = LibraryLoader.create(LibC.class).failImmediately().load("c");
  }

  private static final class Fuse {
    static final LibFuse LIBRARY =
        LibraryLoader.create(LibFuse.class).failImmediately().load(FUSE_LIBRARY);
  }
}
