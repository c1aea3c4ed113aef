package runnel.indexd.discovery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import runnel.indexd.content.Hash;

/**
 * A name of the network in beacons, so that several networks of one LAN don't hear each other. It
 * proves nothing: anybody can copy it.
 *
 * @param bits the 8 bytes, the first one highest
 */
public record NetworkTag(long bits) {
  /** The length of a tag. */
  public static final int BYTES = Long.BYTES;

  /** The network of those who named none: the beginning of SHA-256 over "runnel". */
  public static final NetworkTag DEFAULT =
      of(Arrays.copyOf(Hash.digest("runnel".getBytes(StandardCharsets.US_ASCII)).bytes(), BYTES));

  /** Returns the tag with these 8 bytes. */
  public static NetworkTag of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a network tag has 8 bytes, not " + bytes.length);
    }
    return new NetworkTag(ByteBuffer.wrap(bytes).getLong());
  }

  /** Returns 16 hexadecimal digits. */
  public String text() {
    return HexFormat.of().toHexDigits(bits);
  }

  @Override
  public String toString() {
    return text();
  }
}
