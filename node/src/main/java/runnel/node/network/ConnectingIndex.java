package runnel.node.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.api.Lease;
import runnel.indexd.api.Publication;
import runnel.indexd.api.Witness;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * An index that is connected to when it is first needed, so that a node starts while it is away.
 * Thread-safe.
 */
public final class ConnectingIndex implements Index {
  private final Supplier<Index> connect;
  // Guarded by this for writing; connecting may be done twice, the first one then wins.
  private volatile Index connected;
  private boolean closed;

  /**
   * @param connect meets the index, or throws {@link runnel.indexd.api.IndexException}
   */
  public ConnectingIndex(Supplier<Index> connect) {
    this.connect = connect;
  }

  /** Meets the index if that was not done; throws as every call does. */
  public void meet() {
    index();
  }

  @Override
  public Lease announce(Announcement announcement) {
    return ask(index -> index.announce(announcement));
  }

  @Override
  public void witness(List<Witness> witnesses) {
    index().witness(witnesses);
  }

  @Override
  public void leave() {
    var _ =
        ask(index -> {
          index.leave();
          return true;
        });
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    return ask(index -> index.changes(since, wait));
  }

  @Override
  public Publication publish(SignedHead head) {
    return ask(index -> index.publish(head));
  }

  @Override
  public void put(List<byte[]> objects) {
    var _ =
        ask(index -> {
          index.put(objects);
          return true;
        });
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    return ask(index -> index.head(owner));
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    return ask(index -> index.objects(owner, ids));
  }

  @Override
  public IndexInfo info() {
    return ask(index -> index.info());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connected != null) {
      connected.close();
    }
  }

  private <T> T ask(Function<Index, T> question) {
    Index asked = index();
    try {
      return question.apply(asked);
    } catch (IndexException e) {
      if (e.kind() == IndexException.Kind.WRONG_KEY) {
        drop(asked); // Whoever is there now is met anew, by the key that is pinned then.
      }
      throw e;
    }
  }

  private synchronized void drop(Index broken) {
    if (broken.equals(connected)) { // Not if somebody else has met it anew already.
      connected = null;
      broken.close();
    }
  }

  private Index index() {
    Index known = connected;
    return known != null ? known : keep(connect.get());
  }

  private synchronized Index keep(Index made) {
    if (connected == null && !closed) {
      connected = made;
    } else {
      made.close();
    }
    return connected == null ? made : connected;
  }
}
