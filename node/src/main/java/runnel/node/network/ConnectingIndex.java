package runnel.node.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
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
    return index().announce(announcement);
  }

  @Override
  public void witness(List<Witness> witnesses) {
    index().witness(witnesses);
  }

  @Override
  public void leave() {
    index().leave();
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    return index().changes(since, wait);
  }

  @Override
  public Publication publish(SignedHead head) {
    return index().publish(head);
  }

  @Override
  public void put(List<byte[]> objects) {
    index().put(objects);
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    return index().head(owner);
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    return index().objects(owner, ids);
  }

  @Override
  public IndexInfo info() {
    return index().info();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connected != null) {
      connected.close();
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
