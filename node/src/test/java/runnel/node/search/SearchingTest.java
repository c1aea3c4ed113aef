package runnel.node.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.Hit;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.SearchAnswer;
import runnel.indexd.api.SearchQuery;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.node.failure.NodeException;
import runnel.node.network.Roster;
import runnel.node.network.TestUsers;

class SearchingTest {
  private static final Searching.Page PAGE = new Searching.Page(0, 10);

  private final PeerKey me = TestUsers.key();
  private final PeerKey alice = TestUsers.key();
  private final PeerKey bob = TestUsers.key();
  private final PeerKey stranger = TestUsers.key();
  private final Roster roster = new Roster(me.id(), name -> Optional.empty());
  private final List<SearchQuery> asked = new ArrayList<>();
  private final List<Hit> hits = new ArrayList<>();
  private final Searching searching =
      new Searching(
          this::answer,
          roster,
          new Searching.Self(me.id(), () -> new UserName("myself")),
          InstantSource.system());
  private Optional<IndexException> failure = Optional.empty();

  @BeforeEach
  void meet() {
    roster.update(List.of(TestUsers.user("Alice", alice), TestUsers.user("bob", bob)));
  }

  @Test
  void aUserIsWhoIsShownUnderTheNameInAnyCaseOneselfIncluded() {
    searching.search("x user:alice user:BOB,myself", PAGE);
    assertThat(asked.getFirst().filter().owners()).containsExactly(alice.id(), bob.id(), me.id());
    assertThatThrownBy(() -> searching.search("user:nobody", PAGE))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.NOT_FOUND))
        .hasMessageContaining("nobody");
  }

  @Test
  void aTypeIsLookedForByEndingsTooWhereItIsNotKnown() {
    searching.search("type:video", PAGE);
    assertThat(asked.getFirst().filter().media().types()).containsExactly("video/");
    assertThat(asked.getFirst().filter().media().extensions()).contains("mkv", "mp4");
  }

  @Test
  void filesAreWhatIsLookedForUnlessTheQuerySaysOtherwise() {
    searching.files("x", PAGE);
    searching.files("x type:folder", PAGE);
    searching.search("x", PAGE);
    assertThat(asked)
        .extracting(query -> query.filter().kind())
        .containsExactly(
            Optional.of(EntryKind.FILE), Optional.of(EntryKind.FOLDER), Optional.empty());
  }

  @Test
  void aHitTellsByTheNamesShownHereWhoHasIt() {
    hits.add(hit(bob.id(), List.of(stranger.id(), alice.id(), bob.id(), me.id())));
    hits.add(hit(stranger.id(), List.of(stranger.id(), alice.id())));
    Findings found = searching.search("x", PAGE);
    assertThat(found.findings()).hasSize(1);
    assertThat(found.findings().getFirst().owners())
        .extracting(Owner::name)
        .containsExactly("bob", "Alice", "myself");
    assertThat(found.findings().getFirst().owners().getLast().self()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\"\"", "size:huge", "type:none"})
  void whatCanMeanNothingIsRefusedAndNotAsked(String typed) {
    assertThatThrownBy(() -> searching.search(typed, PAGE))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.REFUSED))
        .hasMessageStartingWith("can't search for that: ");
    assertThat(asked).isEmpty();
  }

  /** TestUsers are online, and were active in 1970. */
  @Test
  void anIndexThatHasJustTakenOverIsKnownToMissThoseWhoAreOrWereHereLately() {
    assertThat(searching.search("x", PAGE).catalogs()).isEqualTo(2);
    roster.update(
        List.of(
            TestUsers.user("Alice", alice, 7),
            TestUsers.user("bob", bob, 8),
            TestUsers.user("carol", TestUsers.key(), 9)));
    assertThat(searching.search("x", PAGE).catalogs()).isEqualTo(4);
    roster.offlineExcept(Set.of());
    assertThat(searching.search("x", PAGE).catalogs()).isEqualTo(2);
  }

  @Test
  void whatIsBeyondTheLimitsIsRefused() {
    assertThatThrownBy(() -> searching.search("x".repeat(257), PAGE))
        .hasMessageContaining("256 characters");
    assertThatThrownBy(() -> searching.search("x", new Searching.Page(0, 201)))
        .hasMessageContaining("200");
    assertThatThrownBy(() -> searching.search("x", new Searching.Page(990, 20)))
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> searching.search("user:" + "bob,".repeat(129), PAGE))
        .hasMessageContaining("128");
  }

  @ParameterizedTest
  @EnumSource(IndexException.Kind.class)
  void whatTheIndexCanNotDoIsTold(IndexException.Kind kind) {
    failure = Optional.of(new IndexException(kind, "it is away"));
    assertThatThrownBy(() -> searching.search("x", PAGE))
        .isInstanceOf(NodeException.class)
        .hasMessage("could not search: it is away");
  }

  private SearchAnswer answer(SearchQuery query) {
    asked.add(query);
    failure.ifPresent(e -> {
      throw e;
    });
    return new SearchAnswer(hits, hits.size(), true, 2, 2);
  }

  private static Hit hit(PeerId owner, List<PeerId> owners) {
    return new Hit(
        owner,
        List.of("x"),
        EntryKind.FILE,
        1,
        1,
        Instant.EPOCH,
        Optional.empty(),
        Map.of(),
        owners);
  }
}
