package runnel.indexd.local;

import java.nio.ByteBuffer;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** The key of an object: owner, then object. */
final class ObjectKey {
  private ObjectKey() {}

  static byte[] of(PeerId owner, Hash object) {
    return ByteBuffer.allocate(2 * Hash.BYTES)
        .put(owner.hash().bytes())
        .put(object.bytes())
        .array();
  }
}
