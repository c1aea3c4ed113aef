package runnel.mount.fuse;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import runnel.mount.tree.FileTree;

/** Answers {@code getxattr} and {@code listxattr} as xattr(7) wants them. */
final class ExtendedAttributes {
  /** What every user may read of what he may read; the other name spaces are the kernel's. */
  private static final String OURS = "user.";

  private final FileTree tree;

  ExtendedAttributes(FileTree tree) {
    this.tree = tree;
  }

  /**
   * Where an answer goes.
   *
   * @param memory the program's, or the kernel's for it
   * @param size its bytes; 0 asks only how many are needed
   */
  record Room(Pointer memory, long size) {
    private int put(byte[] bytes) {
      if (size == 0) {
        return bytes.length;
      }
      if (bytes.length > size) {
        throw new Refusal(Errno.ERANGE);
      }
      memory.put(0, bytes, 0, bytes.length);
      return bytes.length;
    }
  }

  /** Writes the value of that name, and returns its length. */
  int get(String path, String name, Room to) {
    if (!name.startsWith(OURS)) {
      // For each file `ls -l` asks for access lists, and others for labels: no need to look it up,
      // and after this answer ls does not ask again.
      throw new Refusal(Errno.EOPNOTSUPP);
    }
    String value = tree.extendedAttributes(path).get(name);
    if (value == null) {
      throw new Refusal(Errno.ENODATA);
    }
    return to.put(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes all names, each with a NUL behind it, and returns how many bytes that are. */
  int list(String path, Room to) {
    String names =
        tree.extendedAttributes(path).keySet().stream()
            .sorted()
            .map(name -> name + '\0')
            .collect(Collectors.joining());
    return to.put(names.getBytes(StandardCharsets.UTF_8));
  }
}
