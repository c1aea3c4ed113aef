package runnel.node.index;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * The index that is used now, whichever that is. A call that is under way when another one is
 * chosen fails with UNAVAILABLE, or is answered by the former one. Thread-safe.
 */
public final class ChosenIndex implements Index {
  private volatile Index present;

  ChosenIndex(Index first) {
    present = first;
  }

  void use(Index next) {
    present = next;
  }

  @Override
  public Lease announce(Announcement announcement) {
    return present.announce(announcement);
  }

  @Override
  public void leave() {
    present.leave();
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    return present.changes(since, wait);
  }

  @Override
  public void witness(List<Witness> witnesses) {
    present.witness(witnesses);
  }

  @Override
  public Publication publish(SignedHead head) {
    return present.publish(head);
  }

  @Override
  public void put(List<byte[]> objects) {
    present.put(objects);
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    return present.head(owner);
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    return present.objects(owner, ids);
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return present.owners(contents);
  }

  @Override
  public SearchAnswer search(SearchQuery query) {
    return present.search(query);
  }

  @Override
  public IndexInfo info() {
    return present.info();
  }

  /** Closes nothing: whoever chooses closes what was chosen. */
  @Override
  public void close() {
    // See above.
  }
}
