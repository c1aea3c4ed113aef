package runnel.indexd.local;

import java.nio.ByteBuffer;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.WriteView;

/**
 * How much is kept for one peer.
 *
 * @param objects their number
 * @param bytes of all of them
 */
record Size(long objects, long bytes) {
  static final Size NONE = new Size(0, 0);

  /** What is counted. */
  enum Of {
    CATALOG,
    STAGED
  }

  static Size read(ReadView view, PeerId peer, Of what) {
    return view.get(Tables.SIZES, key(peer, what))
        .map(ByteBuffer::wrap)
        .map(in -> new Size(in.getLong(), in.getLong()))
        .orElse(NONE);
  }

  /** What all peers have. */
  record Total(long peers, Size size) {}

  static Total total(ReadView view, Of what) {
    long[] sums = new long[3];
    view.scan(
        Tables.SIZES,
        new byte[0],
        (key, value) -> {
          if (key[Hash.BYTES] == kind(what)) {
            ByteBuffer in = ByteBuffer.wrap(value);
            long objects = in.getLong();
            sums[0] += objects > 0 ? 1 : 0;
            sums[1] += objects;
            sums[2] += in.getLong();
          }
          return true;
        });
    return new Total(sums[0], new Size(sums[1], sums[2]));
  }

  void write(WriteView view, PeerId peer, Of what) {
    byte[] value = ByteBuffer.allocate(16).putLong(objects).putLong(bytes).array();
    view.put(Tables.SIZES, key(peer, what), value);
  }

  Size plus(long moreBytes) {
    return new Size(objects + 1, bytes + moreBytes);
  }

  Size minus(long lessBytes) {
    return new Size(objects - 1, bytes - lessBytes);
  }

  private static byte[] key(PeerId peer, Of what) {
    return ByteBuffer.allocate(Hash.BYTES + 1).put(peer.hash().bytes()).put(kind(what)).array();
  }

  private static byte kind(Of what) {
    return switch (what) {
      case CATALOG -> 0;
      case STAGED -> 1;
    };
  }
}
