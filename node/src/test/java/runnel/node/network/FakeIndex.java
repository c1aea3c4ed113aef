package runnel.node.network;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Lease;
import runnel.indexd.api.Publication;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.api.User;
import runnel.indexd.api.Witness;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** An index that does what a test tells it, and notes what it is asked. */
final class FakeIndex implements Index {
  /** What is asked, as it comes: announce, publish, witness, leave. */
  final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private final BlockingQueue<Supplier<Changes>> changes = new LinkedBlockingQueue<>();

  void tells(boolean whole, User... users) {
    tells(() -> new Changes(new Cursor(1, 1), whole, List.of(users)));
  }

  void tells(Supplier<Changes> answer) {
    changes.add(answer);
  }

  @Override
  public Lease announce(Announcement announcement) {
    asked.add("announce");
    return new Lease(IndexLimits.LEASE, 0, false, Instant.now(), Optional.empty());
  }

  @Override
  public void witness(List<Witness> witnesses) {
    asked.add("witness");
  }

  @Override
  public void leave() {
    asked.add("leave");
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    try {
      Supplier<Changes> answer = changes.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      return answer == null ? new Changes(new Cursor(1, 1), false, List.of()) : answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexException(IndexException.Kind.UNAVAILABLE, "interrupted", e);
    }
  }

  @Override
  public Publication publish(SignedHead head) {
    throw new IndexException(IndexException.Kind.REFUSED, "refused for a test");
  }

  @Override
  public void put(List<byte[]> objects) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    return Optional.empty();
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    return List.of();
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return Map.of();
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
    // Nothing is held.
  }
}
