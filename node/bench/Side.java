import java.nio.file.Path;

/** One way to read the same files: made anew, so that it has cached nothing, before each row. */
interface Side {
  String name();

  /** Puts it up with no cache and returns the folder in which the shared files are. */
  Path cold();

  /** Takes it down; to be repeatable. */
  void down();

  /** Forgets what the kernel and the side's own memory hold, but not what it keeps on disk. */
  default void dropPageCache() {
    Shell.dropCaches();
  }
}
