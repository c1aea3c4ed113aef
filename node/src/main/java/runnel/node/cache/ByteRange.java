package runnel.node.cache;

/**
 * A run of bytes of one content.
 *
 * @param offset where it begins, 0 or more
 * @param length how many bytes, 1 or more; offset and length together fit a long
 */
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("no range of bytes: " + length + " from " + offset);
    }
  }

  /** The offset after the last byte. */
  public long end() {
    return offset + length;
  }
}
