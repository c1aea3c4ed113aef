package runnel.indexd.tls;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;

/**
 * Pins in a store's table {@code pins}: {@code n} and the folded name, or {@code i} and the index's
 * address, each to the 32 bytes of a peer id; and the key {@code m}, which says that there have
 * been pins here.
 */
public final class StorePins implements PinStore {
  /** The table that the store must have. */
  public static final Table TABLE = new Table("pins");

  private static final byte[] MARK = {'m'};
  private static final byte[] NAMES = {'n'};
  private static final byte[] INDEXES = {'i'};

  private final Store store;

  private StorePins(Store store) {
    this.store = store;
  }

  /**
   * Opens the pins. To be called before {@link runnel.indexd.identity.Identity#open}.
   *
   * @param firstStart whether there is no identity yet ({@link
   *     runnel.indexd.identity.Identity#isIn}); with one, pins that are missing were lost
   * @throws IdentityException PINS_LOST
   */
  public static StorePins open(Store store, boolean firstStart) {
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
    return new StorePins(store);
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
        view.put(TABLE, subject.bytes(), peer.hash().bytes());
      }
      return pinned.orElse(peer);
    });
  }

  @Override
  public boolean replace(PinSubject subject, PeerId from, PeerId to) {
    return store.write(view -> {
      boolean same = find(view, subject).filter(from::equals).isPresent();
      if (same) {
        view.put(TABLE, subject.bytes(), to.hash().bytes());
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

  private static Optional<PeerId> find(ReadView view, PinSubject subject) {
    return view.get(TABLE, subject.bytes()).map(StorePins::peer);
  }

  private static PeerId peer(byte[] value) {
    return new PeerId(Hash.of(value)); // Of another length: an exception, never 'no pin'.
  }
}
