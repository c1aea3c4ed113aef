package runnel.node.beneath;

/**
 * What the file system says of a file: equal facts mean equal bytes.
 *
 * @param device the device's number, {@code major << 32 | minor}
 * @param inode the inode's number, unsigned
 * @param size bytes
 * @param modifiedNanos the last change of the bytes, nanoseconds since 1970
 * @param changedNanos the last change of bytes or inode, nanoseconds since 1970; programs can't set
 *     it, so that an edit with a forged modification time is noticed
 * @param bornNanos when the inode was made, nanoseconds since 1970; 0 where the file system does
 *     not know
 * @param mode type and permission bits, {@code st_mode}
 */
public record FileFacts(
    long device,
    long inode,
    long size,
    long modifiedNanos,
    long changedNanos,
    long bornNanos,
    int mode) {

  /** What sort of thing it is. */
  public FileKind kind() {
    return FileKind.ofMode(mode);
  }

  /** Says whether its owner may execute it. */
  public boolean executable() {
    return (mode & 0100) != 0;
  }
}
