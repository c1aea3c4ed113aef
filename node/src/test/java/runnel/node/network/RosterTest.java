package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.network.TestUsers.key;
import static runnel.node.network.TestUsers.user;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;

class RosterTest {
  private final PeerKey me = key();
  private final Map<String, PeerId> pins = new HashMap<>();
  private final Roster roster =
      new Roster(me.id(), name -> Optional.ofNullable(pins.get(name.folded())));

  @Test
  void aUserIsShownByHisName() {
    roster.update(List.of(user("Alice", key())));
    assertThat(roster.byShownName("Alice")).isPresent();
  }

  @Test
  void oneselfIsNotAmongThePeers() {
    roster.update(List.of(user("me", me)));
    assertThat(roster.peers()).isEmpty();
  }

  @Test
  void aKeyThatIsNotThePinnedOneNeverGetsTheName() {
    PeerKey alice = key();
    PeerKey impostor = key();
    pins.put("alice", alice.id());
    roster.update(List.of(user("alice", impostor)));
    assertThat(roster.byShownName("alice")).isEmpty();
    roster.update(List.of(user("alice", alice)));
    assertThat(roster.byShownName("alice").orElseThrow().id()).isEqualTo(alice.id());
  }

  @Test
  void ofTwoUnknownKeysWithOneNameNeitherGetsIt() {
    roster.update(List.of(user("alice", key()), user("ALICE", key())));
    assertThat(roster.peers()).hasSize(2).allMatch(peer -> peer.shownName().contains("~"));
  }

  /** Four letters are 20 bits: anybody can make a key that begins like another one. */
  @Test
  void aKeyThatBeginsLikeAnotherTakesNobodysPlace() {
    Map<String, PeerKey> byLetters = new HashMap<>();
    PeerKey one = key();
    PeerKey other = null;
    while (other == null) {
      other = byLetters.put(one.id().text().substring(0, 4), one);
      one = other == null ? key() : one;
    }
    roster.update(List.of(user("alice", one), user("alice", other)));
    assertThat(roster.peers()).extracting(Peer::id).containsExactlyInAnyOrder(one.id(), other.id());
  }

  @Test
  void whomNoIndexVouchesForIsOfflineAndDoesNotVanish() {
    roster.update(List.of(user("alice", key())));
    roster.offlineExcept(Set.of());
    assertThat(roster.byShownName("alice").orElseThrow().user().online()).isFalse();
  }

  @Test
  void aPinThatChangedIsShownWhenAskedForAndWatchersAreTold() {
    PeerKey alice = key();
    PeerKey other = key();
    pins.put("alice", alice.id());
    roster.update(List.of(user("alice", alice), user("alice", other)));
    List<String> shown = new ArrayList<>();
    roster.watch(() -> roster.byShownName("alice").ifPresent(peer -> shown.add(peer.id().text())));
    pins.put("alice", other.id());
    roster.showAgain();
    assertThat(shown).containsExactly(other.id().text());
    roster.offlineExcept(Set.of());
    assertThat(shown).hasSize(2);
  }

  @Test
  void followersHearOnlyOfUsersForWhomThereIsRoom() {
    Roster small = new Roster(me.id(), name -> Optional.empty(), 2);
    List<User> heard = new ArrayList<>();
    small.follow(heard::addAll);
    User first = user("u1", key());
    small.update(List.of(first, user("u2", key())));
    small.update(List.of(user("u3", key()), first));
    assertThat(small.peers()).hasSize(2);
    assertThat(heard).extracting(user -> user.name().text()).containsExactly("u1", "u2", "u1");
  }

  @Test
  void whoIsAwayAndWasNeverMetMakesRoomForWhoComes() {
    Roster small = new Roster(me.id(), name -> Optional.ofNullable(pins.get(name.folded())), 2);
    List<PeerId> forgotten = new ArrayList<>();
    small.followForgotten(forgotten::addAll);
    User friend = user("friend", key());
    User invented = user("invented", key());
    pins.put("friend", friend.id());
    small.update(List.of(friend, invented));
    small.offlineExcept(Set.of());
    small.update(List.of(user("new", key())));
    assertThat(small.peers()).extracting(Peer::shownName).containsExactly("friend", "new");
    assertThat(forgotten).containsExactly(invented.id());
    small.update(List.of(user("newer", key())));
    assertThat(small.peers()).extracting(Peer::shownName).containsExactly("friend", "new");
  }
}
