package runnel.indexd.discovery;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.api.Candidacy;
import runnel.indexd.content.Hash;
import runnel.indexd.discovery.Beacon.Kind;
import runnel.indexd.identity.PeerId;

/** The bytes of a beacon, as in {@code indexd/PROTOCOL.md}: one form for one beacon. */
final class BeaconCodec {
  /** Every beacon is as long as this. */
  static final int BYTES = 56;

  /** "RNB", version 1. */
  private static final int MAGIC = 0x524e4201;

  private static final int KIND_AT = 4;
  private static final int NETWORK_AT = 8;
  private static final int PEER_AT = 16;

  private static final int CANDIDATE = 1;
  private static final int DEDICATED = 2;

  private BeaconCodec() {}

  static byte[] encode(Beacon beacon) {
    int flags = beacon.candidacy().map(c -> CANDIDATE | (c.dedicated() ? DEDICATED : 0)).orElse(0);
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .put((byte) number(beacon.kind()))
        .put((byte) flags)
        .putShort((short) beacon.port())
        .putLong(beacon.network().bits())
        .put(beacon.peer().hash().bytes())
        .putLong(beacon.candidacy().map(Candidacy::since).orElse(0L))
        .array();
  }

  /** Whether this looks like a beacon of this version; costs next to nothing. */
  static boolean looksRight(ByteBuffer bytes) {
    return bytes.limit() == BYTES
        && bytes.getInt(0) == MAGIC
        && bytes.get(KIND_AT) >= 1
        && bytes.get(KIND_AT) <= 3;
  }

  /** The network of what {@link #looksRight}. */
  static long network(ByteBuffer bytes) {
    return bytes.getLong(NETWORK_AT);
  }

  /** Whether what {@link #looksRight} says it comes from the peer with this id. */
  static boolean isFrom(ByteBuffer bytes, ByteBuffer id) {
    return bytes.slice(PEER_AT, Hash.BYTES).equals(id);
  }

  /** Returns the beacon of these bytes, from 0 to the limit, or nothing if they are none. */
  static Optional<Beacon> decode(ByteBuffer bytes) {
    if (!looksRight(bytes)) {
      return Optional.empty();
    }
    int flags = bytes.get(KIND_AT + 1);
    int port = Short.toUnsignedInt(bytes.getShort(KIND_AT + 2));
    byte[] id = new byte[Hash.BYTES];
    bytes.get(PEER_AT, id);
    long since = bytes.getLong(PEER_AT + Hash.BYTES);
    if (port == 0 || !makesSense(flags, since)) {
      return Optional.empty();
    }
    PeerId peer = new PeerId(Hash.of(id));
    Optional<Candidacy> candidacy =
        flags == 0
            ? Optional.empty()
            : Optional.of(new Candidacy((flags & DEDICATED) != 0, since, peer));
    NetworkTag network = new NetworkTag(network(bytes));
    return Optional.of(new Beacon(kind(bytes.get(KIND_AT)), network, peer, port, candidacy));
  }

  private static boolean makesSense(int flags, long since) {
    return flags == 0
        ? since == 0
        : (flags == CANDIDATE || flags == (CANDIDATE | DEDICATED))
            && since >= 1
            && since <= Candidacy.SINCE_MAX;
  }

  private static int number(Kind kind) {
    return switch (kind) {
      case ASK -> 1;
      case HERE -> 2;
      case BYE -> 3;
    };
  }

  private static Kind kind(int number) {
    return number == 1 ? Kind.ASK : number == 2 ? Kind.HERE : Kind.BYE;
  }
}
