package runnel.indexd.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.api.Lease;
import runnel.indexd.api.Publication;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.Witness;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.store.StoreException;

/** A local index as one peer sees it. */
final class CallerIndex implements Index {
  private final LocalIndex index;
  private final PeerKey key;
  private final PeerId caller;

  CallerIndex(LocalIndex index, PeerKey key) {
    this.index = index;
    this.key = key;
    this.caller = key.id();
  }

  @Override
  public Lease announce(Announcement announcement) {
    return stored("announce", () -> index.announce(key, announcement));
  }

  @Override
  public void witness(List<Witness> witnesses) {
    requireName("witness");
    boolean _ = stored("witness", () -> index.witness(caller, witnesses));
  }

  @Override
  public void leave() {
    index.leave(caller);
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    return index.members().changes(caller, since, wait);
  }

  @Override
  public Publication publish(SignedHead head) {
    requireName("publish");
    return stored("publish", () -> index.publish(caller, head));
  }

  @Override
  public void put(List<byte[]> objects) {
    requireName("hand over objects");
    boolean _ =
        stored(
            "hand over objects",
            () -> {
              index.staging().put(caller, objects);
              return true;
            });
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    return stored("read a head", () -> index.catalogs().head(owner));
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    return stored("read objects", () -> index.catalogs().objects(owner, ids));
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return stored("find owners", () -> index.owners(contents));
  }

  @Override
  public SearchAnswer search(SearchQuery query) {
    return stored("search", () -> index.search(caller, query));
  }

  @Override
  public IndexInfo info() {
    return index.info();
  }

  @Override
  public void close() {
    // Nothing of its own: the index belongs to whoever opened it.
  }

  /** Catalogs of users without a name would be seen by nobody and counted by nothing. */
  private void requireName(String what) {
    if (!index.members().contains(caller)) {
      throw new IndexException(
          Kind.REFUSED,
          "could not " + what + ": this index knows no name of the caller's; announce first");
    }
  }

  private static <T> T stored(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreException e) {
      Kind kind =
          switch (e.kind()) {
            case CLOSED, IN_USE -> Kind.UNAVAILABLE;
            case FULL, DAMAGED, WRONG_VERSION, FAILED -> Kind.FAILED;
          };
      throw new IndexException(kind, "could not " + what + ": " + e.getMessage(), e);
    }
  }
}
