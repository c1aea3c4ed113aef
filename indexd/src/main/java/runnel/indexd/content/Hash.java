package runnel.indexd.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 digest: 32 bytes, immutable, ordered as unsigned bytes. */
public final class Hash implements Comparable<Hash> {
  /** The length of a digest. */
  public static final int BYTES = 32;

  /** Cloned for each use: to look for a provider costs as much as to hash a path. */
  private static final MessageDigest FRESH = fresh();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the hash with these 32 bytes, copied. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** Parses 64 hexadecimal digits. */
  public static Hash parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("a hash has 64 hexadecimal digits, not " + hex.length());
    }
    return new Hash(HexFormat.of().parseHex(hex));
  }

  /** Returns the digest of the parts, one after the other. */
  public static Hash digest(byte[]... parts) {
    MessageDigest sha = sha256();
    for (byte[] part : parts) {
      sha.update(part);
    }
    return new Hash(sha.digest());
  }

  /** Returns the digest that {@code sha} has gathered, and resets it. */
  public static Hash finish(MessageDigest sha) {
    return of(sha.digest());
  }

  /** Returns a new SHA-256 digester. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns the bytes of all hashes, one after the other. */
  public static byte[] join(List<Hash> hashes) {
    byte[] joined = new byte[hashes.size() * BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).bytes, 0, joined, i * BYTES, BYTES);
    }
    return joined;
  }

  /**
   * Returns the hashes that {@link #join} put one after the other.
   *
   * @throws IllegalArgumentException if the bytes are no multiple of 32
   */
  public static List<Hash> split(byte[] joined) {
    if (joined.length % BYTES != 0) {
      throw new IllegalArgumentException(
          "hashes have 32 bytes each, so not " + joined.length + " together");
    }
    List<Hash> hashes = new ArrayList<>(joined.length / BYTES);
    for (int at = 0; at < joined.length; at += BYTES) {
      hashes.add(new Hash(Arrays.copyOfRange(joined, at, at + BYTES)));
    }
    return hashes;
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
