package runnel.mount.fuse;

/**
 * A tree as who asks sees it: the tree itself, or a program that reads the mount. Answers are texts
 * that both give alike, or the name of an errno.
 */
interface View {
  /** Kind, size, whether it may be run, time in nanoseconds, inode. */
  String stat(String path);

  /** Name, kind and inode of each child, by name. */
  String list(String path);

  /** The bytes, in hexadecimal digits. */
  String read(String path, long offset, int length);

  /** Name and value of each extended attribute, by name. */
  String extended(String path);
}
