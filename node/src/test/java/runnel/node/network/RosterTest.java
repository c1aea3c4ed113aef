package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

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

  @Test
  void whenNoIndexVouchesEverybodyIsOfflineAndNobodyVanishes() {
    roster.update(List.of(user("alice", key())));
    roster.allOffline();
    assertThat(roster.byShownName("alice").orElseThrow().user().online()).isFalse();
  }

  private static User user(String name, PeerKey key) {
    return new User(new UserName(name), key, Optional.empty(), true, Instant.EPOCH, 0);
  }

  private static PeerKey key() {
    try {
      return PeerKey.of(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
