package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Index;
import runnel.indexd.api.Lease;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.node.failure.NodeException;

/** What becomes of a name when an index knows it for somebody else, with real indexes. */
class OwnNameTest {
  private static final UserName ALICE = new UserName("alice");

  @TempDir private Path folder;
  private final Identity self = Identity.create();
  private final Identity other = Identity.create();
  private final String login = System.getProperty("user.name");
  private LocalIndex index;
  private long now;

  @BeforeEach
  void open() {
    index = LocalIndex.open(folder.resolve("index"), LocalIndexSettings.of(other.id(), false));
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void aNameThatIsAskedForAndTakenIsRefusedWithSuggestions() {
    take(ALICE);
    OwnName name = named(Optional.of(ALICE));
    assertThatThrownBy(() -> announce(name))
        .isInstanceOf(NodeException.class)
        .hasMessageContainingAll("'alice' belongs to somebody else", "free are");
    assertThat(folder.resolve("name")).doesNotExist();
  }

  @Test
  void withoutAskingTheNextNameIsTakenAndKept() throws Exception {
    take(new UserName(login));
    OwnName name = named(Optional.empty());
    announce(name);
    assertThat(name.name().text()).startsWith(login + "-");
    assertThat(Files.readString(folder.resolve("name"))).isEqualTo(name.name() + "\n");
    assertThat(name.contested()).isFalse();
  }

  @Test
  void aNameKeptFromBeforeIsContestedNotGivenUp() throws Exception {
    Files.writeString(folder.resolve("name"), "alice\n");
    take(ALICE);
    OwnName name = named(Optional.empty());
    assertThat(announce(name).contested()).isTrue();
    assertThat(name.name()).isEqualTo(ALICE);
    assertThat(name.contested()).isTrue();
  }

  @Test
  void aNameByDefaultMakesRoomWhenIndexesMeetSoonAfterTheStart() {
    OwnName name = named(Optional.empty());
    announce(name);
    name.started();
    try (LocalIndex met = another()) {
      bear(met, new UserName(login));
      name.announce(met.as(self.key()), Optional.empty());
    }
    assertThat(name.name().text()).startsWith(login + "-");
  }

  @Test
  void aNameByDefaultThatWasBorneForAWhileIsContested() {
    OwnName name = named(Optional.empty());
    announce(name);
    name.started();
    now += OwnName.BORNE_AFTER.toNanos();
    try (LocalIndex met = another()) {
      bear(met, new UserName(login));
      assertThat(name.announce(met.as(self.key()), Optional.empty()).contested()).isTrue();
    }
    assertThat(name.name().text()).isEqualTo(login);
  }

  @Test
  void aNameThatWasAskedForIsContestedWhenIndexesMeet() {
    OwnName name = named(Optional.of(ALICE));
    announce(name);
    name.started();
    try (LocalIndex met = another()) {
      bear(met, ALICE);
      assertThat(name.announce(met.as(self.key()), Optional.empty()).contested()).isTrue();
    }
    assertThat(name.name()).isEqualTo(ALICE);
  }

  private LocalIndex another() {
    return LocalIndex.open(folder.resolve("another"), LocalIndexSettings.of(other.id(), false));
  }

  private OwnName named(Optional<UserName> asked) {
    return new OwnName(folder, asked, self.id(), () -> now);
  }

  private Lease announce(OwnName name) {
    return name.announce(index.as(self.key()), Optional.empty());
  }

  private void take(UserName name) {
    bear(index, name);
  }

  private void bear(LocalIndex where, UserName name) {
    Index asOther = where.as(other.key());
    asOther.announce(new Announcement(name, Optional.empty(), "1", false));
  }
}
