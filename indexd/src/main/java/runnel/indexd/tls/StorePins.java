package runnel.indexd.tls;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;
import runnel.indexd.store.WriteView;

/**
 * Pins in a store's table {@code pins}: {@code n} and the folded name, or {@code i} and the index's
 * address, each to the 32 bytes of a peer id; {@code t} and one of these keys to the time of the
 * pin, an i64 of milliseconds since 1970 (big-endian); and the key {@code m}, which says that there
 * have been pins here.
 */
public final class StorePins implements PinStore {
  /** The table that the store must have. */
  public static final Table TABLE = new Table("pins");

  private static final byte[] MARK = {'m'};
  private static final byte[] NAMES = {'n'};
  private static final byte[] INDEXES = {'i'};
  private static final char TIMES = 't';

  private final Store store;
  private final Clock clock;

  private StorePins(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Opens the pins. To be called before {@link runnel.indexd.identity.Identity#open}.
   *
   * @param firstStart whether there is no identity yet ({@link
   *     runnel.indexd.identity.Identity#isIn}); with one, pins that are missing were lost
   * @throws IdentityException PINS_LOST
   */
  public static StorePins open(Store store, boolean firstStart) {
    return open(store, firstStart, Clock.systemUTC());
  }

  static StorePins open(Store store, boolean firstStart, Clock clock) {
    boolean kept = store.read(view -> view.get(TABLE, MARK).isPresent());
    if (!kept && !firstStart) {
      throw new IdentityException(
          IdentityException.Kind.PINS_LOST,
          "can't open the pins: this identity had some and the store has none, so anybody could"
              + " pass for anybody; put the store back from a copy, or move the identity away too");
    }
    if (!kept) {
      var _ =
          store.write(view -> {
            view.put(TABLE, MARK, new byte[0]);
            return true;
          });
    }
    return new StorePins(store, clock);
  }

  @Override
  public Optional<PeerId> find(PinSubject subject) {
    return store.read(view -> find(view, subject));
  }

  @Override
  public PeerId putIfAbsent(PinSubject subject, PeerId peer) {
    return store.write(view -> {
      Optional<PeerId> pinned = find(view, subject);
      if (pinned.isEmpty()) {
        put(view, subject, peer);
      }
      return pinned.orElse(peer);
    });
  }

  @Override
  public boolean replace(PinSubject subject, PeerId from, PeerId to) {
    return store.write(view -> {
      boolean same = find(view, subject).filter(from::equals).isPresent();
      if (same) {
        put(view, subject, to);
      }
      return same;
    });
  }

  @Override
  public boolean remove(PinSubject subject, PeerId peer) {
    return store.write(view -> {
      boolean same = find(view, subject).filter(peer::equals).isPresent();
      if (same) {
        view.delete(TABLE, subject.bytes());
        view.delete(TABLE, timeKey(subject));
      }
      return same;
    });
  }

  @Override
  public Map<PinSubject, PeerId> all() {
    Map<PinSubject, PeerId> pins = new HashMap<>();
    return store.read(view -> {
      for (byte[] kind : new byte[][] {NAMES, INDEXES}) {
        view.scan(
            TABLE,
            kind,
            (subject, peer) -> {
              pins.put(PinSubject.parse(subject), peer(peer));
              return true;
            });
      }
      return Map.copyOf(pins);
    });
  }

  @Override
  public Optional<Instant> since(PinSubject subject) {
    return store
        .read(view -> view.get(TABLE, timeKey(subject)))
        .filter(value -> value.length == Long.BYTES)
        .map(value -> Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong()));
  }

  private void put(WriteView view, PinSubject subject, PeerId peer) {
    view.put(TABLE, subject.bytes(), peer.hash().bytes());
    long now = clock.millis();
    view.put(TABLE, timeKey(subject), ByteBuffer.allocate(Long.BYTES).putLong(now).array());
  }

  private static byte[] timeKey(PinSubject subject) {
    byte[] bytes = subject.bytes();
    return ByteBuffer.allocate(1 + bytes.length).put((byte) TIMES).put(bytes).array();
  }

  private static Optional<PeerId> find(ReadView view, PinSubject subject) {
    return view.get(TABLE, subject.bytes()).map(StorePins::peer);
  }

  private static PeerId peer(byte[] value) {
    return new PeerId(Hash.of(value)); // Of another length: an exception, never 'no pin'.
  }
}
