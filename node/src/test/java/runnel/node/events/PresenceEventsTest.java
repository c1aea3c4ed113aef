package runnel.node.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.node.network.Roster;
import runnel.node.network.TestUsers;

class PresenceEventsTest {
  private final Map<String, PeerId> pins = new HashMap<>();
  private final Roster roster =
      new Roster(TestUsers.key().id(), name -> Optional.ofNullable(pins.get(name.folded())));
  private final Events events = new Events();
  private final PeerKey bob = TestUsers.key();

  @BeforeEach
  void watch() {
    PresenceEvents presence = new PresenceEvents(events, roster::peers);
    roster.watch(presence::compare);
  }

  @Test
  void somebodyNewIsSeenAndComes() {
    roster.update(List.of(TestUsers.user("bob", bob)));
    roster.update(List.of(TestUsers.user("bob", bob)));
    assertThat(told()).containsExactly("peer-first-seen bob", "peer-came bob");
  }

  @Test
  void whomNobodyVouchesForWent() {
    roster.update(List.of(TestUsers.user("bob", bob)));
    roster.offlineExcept(Set.of());
    assertThat(told()).endsWith("peer-came bob", "peer-went bob");
  }

  @Test
  void whoTakesAnotherNameIsRenamed() {
    roster.update(List.of(TestUsers.user("bob", bob)));
    roster.update(List.of(TestUsers.user("robert", bob)));
    assertThat(told()).endsWith("peer-came bob", "peer-renamed robert");
  }

  @Test
  void whoLosesTheNameToAPinIsRenamedToo() {
    roster.update(List.of(TestUsers.user("bob", bob)));
    pins.put("bob", TestUsers.key().id());
    roster.showAgain();
    String shown = "bob~" + bob.id().text().substring(0, 4);
    assertThat(told()).endsWith("peer-renamed " + shown);
  }

  @Test
  void whoWasKnownBeforeIsNotNew() {
    roster.update(List.of(TestUsers.user("bob", bob)));
    roster.offlineExcept(Set.of());
    Events later = new Events();
    PresenceEvents presence = new PresenceEvents(later, roster::peers);
    roster.update(List.of(TestUsers.user("bob", bob)));
    presence.compare();
    assertThat(later.after(EventCursor.BEGINNING, Duration.ZERO).events())
        .extracting(event -> event.kind().word())
        .containsExactly("peer-came");
  }

  private List<String> told() {
    return events.after(EventCursor.BEGINNING, Duration.ZERO).events().stream()
        .map(event -> event.kind().word() + " " + event.subject())
        .toList();
  }
}
