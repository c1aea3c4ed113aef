package runnel.indexd.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Several byte strings in one body: each is its length (u32, big-endian), then its bytes. */
public final class Frames {
  /** What a frame adds to its bytes. */
  public static final int HEADER_BYTES = 4;

  private Frames() {}

  /** Returns the frames, one after the other. */
  public static byte[] encode(List<byte[]> parts) {
    int total = parts.stream().mapToInt(part -> HEADER_BYTES + part.length).sum();
    ByteBuffer out = ByteBuffer.allocate(total);
    parts.forEach(part -> out.putInt(part.length).put(part));
    return out.array();
  }

  /**
   * Returns the parts of a body, which the caller has limited in bytes.
   *
   * @param most how many there may be
   * @throws WireException if a length is wrong or there are more
   */
  public static List<byte[]> decode(byte[] body, int most) {
    ByteBuffer in = ByteBuffer.wrap(body);
    List<byte[]> parts = new ArrayList<>();
    while (in.hasRemaining()) {
      if (parts.size() == most) {
        throw new WireException("the body has more than " + most + " frames");
      }
      int length = in.remaining() < HEADER_BYTES ? -1 : in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new WireException("frame " + parts.size() + " is cut off or has a wrong length");
      }
      byte[] part = new byte[length];
      in.get(part);
      parts.add(part);
    }
    return parts;
  }
}
