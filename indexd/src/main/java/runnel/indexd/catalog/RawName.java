package runnel.indexd.catalog;

import java.util.Arrays;
import runnel.indexd.content.Hash;

/** The bytes of a name as they stand in an object, whether or not they are a name. */
final class RawName implements Comparable<RawName> {
  private final byte[] bytes;

  RawName(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException with the reason if a folder can't hold it
   */
  EntryName name() {
    return EntryName.of(bytes);
  }

  int size() {
    return bytes.length;
  }

  /** Returns the bytes themselves, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns 64 hexadecimal digits: the slots, from the top, that the name belongs to. */
  String slots() {
    return Hash.digest(bytes).hex();
  }

  @Override
  public int compareTo(RawName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
