package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerKey;

class FollowingTest {
  private long now;
  private final FakeIndex index = new FakeIndex();
  private final Roster roster = new Roster(TestUsers.key().id(), name -> Optional.empty());
  private final Following following = new Following(index, roster, () -> now);
  private final User alice = TestUsers.user("alice", TestUsers.key());
  private final User bob = TestUsers.user("bob", TestUsers.key());

  @Test
  void aNewBeginningShowsOfflineWhomTheIndexNoLongerKnows() {
    roster.update(List.of(alice, bob));
    index.tells(true, bob);
    following.follow(Duration.ZERO);
    assertThat(isOnline(alice)).isTrue();
    graceEnds();
    assertThat(isOnline(alice)).isFalse();
    assertThat(isOnline(bob)).isTrue();
  }

  @Test
  void nobodyFlickersWhileANewBeginningIsBeingTold() {
    roster.update(List.of(alice, bob));
    List<Boolean> seen = new ArrayList<>();
    roster.follow(users -> seen.add(isOnline(bob)));
    index.tells(true, page());
    following.follow(Duration.ZERO);
    assertThat(isOnline(bob)).isTrue();
    index.tells(false, bob);
    following.follow(Duration.ZERO);
    graceEnds();
    assertThat(seen).containsExactly(true, true);
    assertThat(isOnline(bob)).isTrue();
    assertThat(isOnline(alice)).isFalse();
  }

  @Test
  void whoAnnouncesHimselfToANewIndexInTimeNeverFlickers() {
    roster.update(List.of(alice));
    index.tells(true);
    following.follow(Duration.ZERO);
    index.tells(false, alice);
    following.follow(Duration.ZERO);
    graceEnds();
    assertThat(isOnline(alice)).isTrue();
  }

  @Test
  void aNewBeginningDuringTheGraceBeginsItAnew() {
    roster.update(List.of(alice));
    index.tells(true);
    following.follow(Duration.ZERO);
    now += Following.GRACE.toNanos() - 1;
    index.tells(true, alice);
    following.follow(Duration.ZERO);
    graceEnds();
    assertThat(isOnline(alice)).isTrue();
  }

  private void graceEnds() {
    now += Following.GRACE.toNanos();
    following.follow(Duration.ZERO);
  }

  @Test
  void changesLeaveTheOthersAsTheyAre() {
    roster.update(List.of(alice));
    index.tells(false, bob);
    following.follow(Duration.ZERO);
    assertThat(isOnline(alice)).isTrue();
  }

  private boolean isOnline(User user) {
    return roster.user(user.id()).orElseThrow().online();
  }

  /** As many users as one answer holds, so that more must follow. */
  private static User[] page() {
    PeerKey key = TestUsers.key();
    return IntStream.range(0, IndexLimits.USERS_PER_ANSWER)
        .mapToObj(i -> TestUsers.user("carol" + i, key))
        .toArray(User[]::new);
  }
}
