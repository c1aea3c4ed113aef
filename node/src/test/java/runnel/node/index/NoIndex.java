package runnel.node.index;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
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

/** An index that nobody asks anything. */
final class NoIndex implements Index {
  final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public Lease announce(Announcement announcement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void witness(List<Witness> witnesses) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Publication publish(SignedHead head) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(List<byte[]> objects) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SearchAnswer search(SearchQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IndexInfo info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
