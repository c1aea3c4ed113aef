package runnel.indexd.catalog;

import java.util.Arrays;
import java.util.HexFormat;

/** The owner's opaque mark of one version of a file: 16 bytes, compared, never interpreted. */
public final class VersionTag {
  /** The length of a tag. */
  public static final int BYTES = 16;

  private final byte[] bytes;

  private VersionTag(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the tag with these 16 bytes, copied. */
  public static VersionTag of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a version tag has 16 bytes, not " + bytes.length);
    }
    return new VersionTag(bytes.clone());
  }

  /** Returns a copy of the 16 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionTag tag && Arrays.equals(bytes, tag.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
