package runnel.mount.fuse;

/**
 * Numbers and shapes of what the kernel and a file system say to each other, as far as libfuse does
 * not hide them. All from {@code linux/fuse.h}, in the version that libfuse 2.9 speaks, 7.19; all
 * numbers in the order of the machine.
 */
final class Protocol {
  static final int LOOKUP = 1;
  static final int FORGET = 2;
  static final int INIT = 26;
  static final int READDIR = 28;
  static final int READDIRPLUS = 44;

  /** The flag of INIT by which both say that they know {@link #READDIRPLUS}. */
  static final int DO_READDIRPLUS = 1 << 13;

  /** {@code fuse_in_header}: length, opcode, unique, node, user, group, process, padding. */
  static final int IN_HEADER_BYTES = 40;

  static final int IN_OPCODE = 4;
  static final int IN_UNIQUE = 8;
  static final int IN_NODE = 16;

  /** {@code fuse_init_in}, behind the header: major, minor, readahead, flags. */
  static final int IN_INIT_FLAGS = IN_HEADER_BYTES + 12;

  /** {@code fuse_read_in}, behind the header: handle, offset, size. */
  static final int IN_READ_SIZE = IN_HEADER_BYTES + 16;

  /** {@code fuse_forget_in}: how often the node was looked up. */
  static final int FORGET_BYTES = Long.BYTES;

  /** {@code fuse_out_header}: length, error, unique. */
  static final int OUT_HEADER_BYTES = 16;

  static final int OUT_ERROR = 4;
  static final int OUT_UNIQUE = 8;

  /** {@code fuse_init_out}, behind the header: major, minor, readahead, flags. */
  static final int OUT_INIT_FLAGS = OUT_HEADER_BYTES + 12;

  /** {@code fuse_entry_out}: the node's number, and its attributes. A node 0 is none. */
  static final int ENTRY_BYTES = 128;

  /** {@code fuse_dirent}: inode, offset of the next, length of the name, type; then the name. */
  static final int DIRENT_BYTES = 24;

  static final int DIRENT_NAME_LENGTH = 16;

  private Protocol() {}

  /** Entries of a listing begin at multiples of eight. */
  static int aligned(int bytes) {
    return Math.ceilDiv(bytes, Long.BYTES) * Long.BYTES;
  }
}
