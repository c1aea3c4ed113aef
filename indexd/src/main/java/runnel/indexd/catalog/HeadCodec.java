package runnel.indexd.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;

/** The byte form of a head, without its signature; see {@code indexd/PROTOCOL.md}. */
final class HeadCodec {
  /** The bytes of a head with the largest audience. */
  static final int MAX_BYTES = 4 + PeerKey.BYTES + 8 + 32 + 8 + 1 + 2 + 32 * CatalogLimits.AUDIENCE;

  private static final byte[] MAGIC = {'R', 'N', 'H', 1};
  private static final int RELAYABLE = 1;
  private static final byte[] CATALOG = tag("runnel catalog head v1\0");
  private static final byte[] OFFER = tag("runnel offer v1\0");

  private HeadCodec() {}

  static byte[] encode(Head head) {
    Output out = new Output().bytes(MAGIC).bytes(head.owner().encoded());
    out.i64(head.version()).hash(head.root()).i64(head.time().toEpochMilli());
    out.u8(head.relayable() ? RELAYABLE : 0).u16(head.audience().size());
    head.audience().forEach(peer -> out.hash(peer.hash()));
    return out.toBytes();
  }

  /**
   * Returns the message of the signature: the domain's tag, so that no other use fits, and the
   * body.
   */
  static byte[] toBeSigned(Head head, byte[] body) {
    return new Output().bytes(head.audience().isEmpty() ? CATALOG : OFFER).bytes(body).toBytes();
  }

  static Head parse(byte[] body) {
    Input in = new Input("a head", body);
    in.magic(MAGIC);
    PeerKey owner = owner(in);
    long version = in.i64();
    if (version < 1) {
      throw in.malformed("its version is " + version);
    }
    var root = in.hash();
    Instant time = Instant.ofEpochMilli(in.i64());
    int flags = in.u8();
    if ((flags & ~RELAYABLE) != 0) {
      throw in.malformed("it has unknown flags " + flags);
    }
    List<PeerId> audience = audience(in);
    in.end();
    return new Head(owner, version, root, time, flags == RELAYABLE, audience);
  }

  private static PeerKey owner(Input in) {
    try {
      return PeerKey.of(in.bytes(PeerKey.BYTES));
    } catch (IllegalArgumentException e) {
      throw in.malformed("its owner's key is no Ed25519 key");
    }
  }

  private static List<PeerId> audience(Input in) {
    int count = in.u16();
    if (count > CatalogLimits.AUDIENCE) {
      throw in.malformed("its audience is too large, " + count);
    }
    List<PeerId> audience = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PeerId peer = new PeerId(in.hash());
      if (i > 0 && peer.compareTo(audience.getLast()) <= 0) {
        throw in.malformed("its audience is not sorted, or a peer is there twice");
      }
      audience.add(peer);
    }
    return audience;
  }

  private static byte[] tag(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
