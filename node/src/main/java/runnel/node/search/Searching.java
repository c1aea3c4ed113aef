package runnel.node.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.Hit;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.node.failure.NodeException;
import runnel.node.media.MediaKind;
import runnel.node.network.Peer;
import runnel.node.network.Roster;

/** Asks the index in use what somebody looks for. Thread-safe. */
public final class Searching {
  /** Long enough for an index to fill; who is gone for longer is not missed in it. */
  private static final Duration LATELY = Duration.ofHours(1);

  private final Function<SearchQuery, SearchAnswer> index;
  private final Roster roster;
  private final Self self;
  private final InstantSource clock;

  /** Who searches; the roster has everybody else. */
  public record Self(PeerId id, Supplier<UserName> name) {}

  /**
   * @param index the search of the index in use
   */
  public Searching(
      Function<SearchQuery, SearchAnswer> index, Roster roster, Self self, InstantSource clock) {
    this.index = index;
    this.roster = roster;
    this.self = self;
    this.clock = clock;
  }

  /**
   * Which part of the hits is wanted.
   *
   * @param offset how many of the best to leave out
   * @param limit how many to return
   */
  public record Page(int offset, int limit) {}

  /**
   * Searches for what a person typed.
   *
   * @throws NodeException REFUSED if it asks for nothing, has a filter that makes no sense, or is
   *     too long; NOT_FOUND if it names a user whom nobody knows; UNAVAILABLE if the index does not
   *     answer
   */
  public Findings search(String typed, Page page) {
    return search(typed, page, Optional.empty());
  }

  /** As {@link #search}, but for files only if the query says nothing of the kind. */
  public Findings files(String typed, Page page) {
    return search(typed, page, Optional.of(EntryKind.FILE));
  }

  private Findings search(String typed, Page page, Optional<EntryKind> usual) {
    SearchQuery query = query(typed, page, usual);
    return findings(asked(() -> index.apply(query)));
  }

  private SearchQuery query(String typed, Page page, Optional<EntryKind> usual) {
    try {
      QueryText text = QueryText.parse(typed);
      if (text.isEmpty()) {
        throw new IllegalArgumentException(
            "it names nothing to look for: give words, or filters such as type:video");
      }
      return new SearchQuery(text.words(), filter(text, usual), page.offset(), page.limit());
    } catch (IllegalArgumentException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED, "can't search for that: " + e.getMessage(), e);
    }
  }

  private SearchQuery.Filter filter(QueryText text, Optional<EntryKind> usual) {
    List<String> types = text.mediaTypes();
    return new SearchQuery.Filter(
        text.kind().or(() -> usual),
        new SearchQuery.Media(types, MediaKind.endings(types)),
        text.extensions(),
        text.minBytes(),
        text.maxBytes(),
        text.users().stream().map(this::user).toList());
  }

  /** By the name that is shown here, in any case. */
  private PeerId user(String name) {
    if (self.name().get().text().equalsIgnoreCase(name)) {
      return self.id();
    }
    return roster
        .byShownName(name)
        .or(() ->
            roster.peers().stream()
                .filter(peer -> peer.shownName().equalsIgnoreCase(name))
                .findFirst())
        .map(Peer::id)
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.NOT_FOUND,
                "nobody is called '%s' here; 'runnel peers' lists everyone".formatted(name)));
  }

  private Findings findings(SearchAnswer answer) {
    Map<PeerId, Owner> known = new HashMap<>();
    roster.peers().forEach(peer -> known.put(peer.id(), Owner.of(peer)));
    known.put(self.id(), new Owner(self.name().get().text(), self.id(), true, true));
    List<Finding> findings = new ArrayList<>();
    for (Hit hit : answer.hits()) {
      Optional.ofNullable(known.get(hit.owner()))
          .map(owner -> new Finding(hit, owner, owners(hit, owner, known)))
          .ifPresent(findings::add);
    }
    return new Findings(
        findings, answer.matches(), answer.exact(), answer.searchable(), catalogs(answer));
  }

  /**
   * An index that has just taken over knows of few catalogs: who was here lately and had one has
   * one still. The own one is among those that the index knows.
   */
  private long catalogs(SearchAnswer answer) {
    Instant lately = clock.instant().minus(LATELY);
    long others =
        roster.users().stream()
            .filter(user -> user.headVersion() > 0)
            .filter(user -> user.online() || user.lastActive().isAfter(lately))
            .count();
    return Math.max(answer.catalogs(), others + 1);
  }

  /** Those who are known here; the one whose path it is first. */
  private static List<Owner> owners(Hit hit, Owner first, Map<PeerId, Owner> known) {
    List<Owner> owners = new ArrayList<>(List.of(first));
    hit.owners().stream()
        .filter(id -> !id.equals(first.id()) && known.containsKey(id))
        .limit(IndexLimits.OWNERS_PER_CONTENT)
        .map(known::get)
        .forEach(owners::add);
    return owners;
  }

  private static SearchAnswer asked(Supplier<SearchAnswer> question) {
    try {
      return question.get();
    } catch (IndexException e) {
      NodeException.Kind kind =
          switch (e.kind()) {
            case REFUSED, NAME_TAKEN -> NodeException.Kind.REFUSED;
            case UNAVAILABLE, WRONG_KEY, WRONG_NETWORK -> NodeException.Kind.UNAVAILABLE;
            case FAILED -> NodeException.Kind.FAILED;
          };
      throw new NodeException(kind, "could not search: " + e.getMessage(), e);
    }
  }
}
