package runnel.indexd.remote;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.api.Address;
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
import runnel.indexd.api.Witness;
import runnel.indexd.catalog.CatalogLimits;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.remote.Call.Patience;
import runnel.indexd.wire.AnnouncementMessage;
import runnel.indexd.wire.ChangesMessage;
import runnel.indexd.wire.ContentIdsMessage;
import runnel.indexd.wire.Frames;
import runnel.indexd.wire.InfoMessage;
import runnel.indexd.wire.LeaseMessage;
import runnel.indexd.wire.ObjectIdsMessage;
import runnel.indexd.wire.OwnersMessage;
import runnel.indexd.wire.Parsing;
import runnel.indexd.wire.Paths;
import runnel.indexd.wire.PublicationMessage;
import runnel.indexd.wire.SearchAnswerMessage;
import runnel.indexd.wire.SearchMessage;
import runnel.indexd.wire.WitnessesMessage;

/**
 * An index that is reached at an address, in the name of one identity.
 *
 * <p>Thread-safe. Calls throw UNAVAILABLE within five seconds if the index is gone, also if it
 * sends a byte now and then; those that publish, or bring many users or objects, may take longer,
 * at most a minute. An interrupt ends a call of a virtual thread at once, of a platform thread at
 * its deadline. What the index answers is bounded, and heads and objects that are not what was
 * asked for are not passed on.
 */
public final class RemoteIndex implements Index {
  /** An index that is gone is known to be within five seconds, however it went. */
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(4), Duration.ofMillis(4_900));

  /** An answer of 1 MB, or 5 MB, by a slow link. */
  private static final Patience LISTING =
      new Patience(Duration.ofSeconds(4), Duration.ofSeconds(9));

  private static final Patience OBJECTS =
      new Patience(Duration.ofSeconds(4), Duration.ofSeconds(24));

  /** A first publication of a large catalog is one long transaction. */
  private static final Patience LONG = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));

  /** As long as an index may search, and a large answer by a slow link. */
  private static final Patience SEARCH = new Patience(Duration.ofSeconds(4), Duration.ofSeconds(9));

  private static final int ANSWER_BYTES_MAX = 1 << 20;
  private static final int FRAMES_BYTES_MAX =
      IndexLimits.BYTES_PER_CALL
          + CatalogLimits.OBJECT_BYTES
          + IndexLimits.OBJECTS_PER_CALL * Frames.HEADER_BYTES;

  private final IndexHttp http;
  private final ProvedKey hostKey;

  private RemoteIndex(IndexHttp http, ProvedKey hostKey) {
    this.http = http;
    this.hostKey = hostKey;
  }

  /**
   * Meets the index at the address. From then on only the key met there is talked to.
   *
   * @param expected whose key must be met; empty for any
   * @throws IndexException UNAVAILABLE if nothing answers, WRONG_KEY if another key does,
   *     WRONG_NETWORK if it is of another network
   */
  public static RemoteIndex connect(Address address, Identity identity, Optional<PeerId> expected) {
    ProvedKey met;
    try (IndexHttp first = new IndexHttp(address, identity, expected)) {
      met = first.meet(Call.get(Paths.INFO, SHORT, ANSWER_BYTES_MAX));
    }
    return new RemoteIndex(new IndexHttp(address, identity, Optional.of(met.id())), met);
  }

  /**
   * Returns the key that whoever answers at the address proves to have, whatever it says of itself:
   * a man in the middle says what the index says. Nothing else is to be believed of it.
   *
   * @throws IndexException UNAVAILABLE if nothing answers, WRONG_NETWORK if it is of another
   *     network
   */
  public static ProvedKey whoAnswers(Address address, Identity identity) {
    try (IndexHttp http = new IndexHttp(address, identity, Optional.empty())) {
      return http.whoAnswers(Call.get(Paths.INFO, SHORT, ANSWER_BYTES_MAX));
    }
  }

  /** Returns the key that the index proved to have. */
  public ProvedKey hostKey() {
    return hostKey;
  }

  @Override
  public Lease announce(Announcement announcement) {
    Call call = Call.json(Paths.ANNOUNCE, AnnouncementMessage.of(announcement), SHORT);
    return http.json(call, LeaseMessage.class, LeaseMessage::lease);
  }

  @Override
  public void witness(List<Witness> witnesses) {
    var _ = http.send(Call.json(Paths.WITNESS, WitnessesMessage.of(witnesses), SHORT));
  }

  @Override
  public void leave() {
    var _ = http.send(Call.binary(Paths.LEAVE, new byte[0], SHORT));
  }

  @Override
  public Changes changes(Optional<Cursor> since, Duration wait) {
    Duration cut = wait.compareTo(IndexLimits.WAIT_MAX) < 0 ? wait : IndexLimits.WAIT_MAX;
    long waitMillis = Math.max(0, cut.toMillis());
    String from =
        since
            .map(cursor -> "&epoch=%d&revision=%d".formatted(cursor.epoch(), cursor.revision()))
            .orElse("");
    Call call =
        Call.get(
            Paths.CHANGES + "?wait-ms=" + waitMillis + from,
            LISTING.plus(Duration.ofMillis(waitMillis)),
            ANSWER_BYTES_MAX);
    return http.json(call, ChangesMessage.class, ChangesMessage::changes);
  }

  @Override
  public Publication publish(SignedHead head) {
    Call call = Call.binary(Paths.PUBLISH, head.bytes(), LONG);
    return http.json(call, PublicationMessage.class, PublicationMessage::publication);
  }

  @Override
  public void put(List<byte[]> objects) {
    var _ = http.send(Call.binary(Paths.OBJECTS, Frames.encode(objects), LONG));
  }

  @Override
  public Optional<SignedHead> head(PeerId owner) {
    Call call = Call.get(Paths.HEADS + "/" + owner.text(), SHORT, Paths.HEAD_BYTES_MAX);
    return http.bytes(call, bytes -> bytes.length == 0 ? Optional.empty() : head(owner, bytes));
  }

  @Override
  public List<byte[]> objects(PeerId owner, List<Hash> ids) {
    String path = Paths.USERS + "/" + owner.text() + "/objects";
    Call call = Call.json(path, ObjectIdsMessage.of(ids), OBJECTS).answering(FRAMES_BYTES_MAX);
    Set<Hash> asked = new HashSet<>(ids);
    return http.bytes(
        call,
        bytes ->
            Frames.decode(bytes, IndexLimits.OBJECTS_PER_CALL).stream()
                .filter(object -> asked.contains(Hash.digest(object)))
                .toList());
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    Call call =
        Call.json(Paths.OWNERS, ContentIdsMessage.of(contents), SHORT).answering(ANSWER_BYTES_MAX);
    Map<ContentId, List<PeerId>> told = http.json(call, OwnersMessage.class, OwnersMessage::parsed);
    Map<ContentId, List<PeerId>> asked = new LinkedHashMap<>();
    for (ContentId content : contents) {
      List<PeerId> owners = told.getOrDefault(content, List.of());
      if (!owners.isEmpty()) {
        asked.put(content, owners.stream().limit(IndexLimits.OWNERS_PER_CONTENT).toList());
      }
    }
    return asked;
  }

  @Override
  public SearchAnswer search(SearchQuery query) {
    Call call =
        Call.json(Paths.SEARCH, SearchMessage.of(query), SEARCH)
            .answering(IndexLimits.BYTES_PER_CALL);
    SearchAnswer answer = http.json(call, SearchAnswerMessage.class, SearchAnswerMessage::answer);
    return answer.first(query.limit());
  }

  @Override
  public IndexInfo info() {
    Call call = Call.get(Paths.INFO, SHORT, ANSWER_BYTES_MAX);
    return http.json(call, InfoMessage.class, InfoMessage::info);
  }

  @Override
  public void close() {
    http.close();
  }

  private static Optional<SignedHead> head(PeerId owner, byte[] bytes) {
    SignedHead head = Parsing.of("head", () -> SignedHead.parse(bytes));
    return head.head().owner().id().equals(owner) ? Optional.of(head) : Optional.empty();
  }
}
