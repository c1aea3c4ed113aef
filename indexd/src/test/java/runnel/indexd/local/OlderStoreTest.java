package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Index;
import runnel.indexd.api.Lease;
import runnel.indexd.api.User;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.indexd.store.Table;

class OlderStoreTest {
  private static final Table NAMES = new Table("names");

  @TempDir Path folder;
  private final Identity ann = Identity.create();
  private final Identity bob = Identity.create();

  @Test
  void aStoreOfVersionOneKeepsItsNames() {
    writeVersionOne();
    try (TestIndex index = new TestIndex(folder, Identity.create().id(), new FakeClock())) {
      Index asBob = index.index().as(bob.key());
      List<User> users = asBob.changes(Optional.empty(), Duration.ZERO).users();
      assertThat(users).extracting(User::name).containsExactly(new UserName("Ann"));
      Lease lease =
          asBob.announce(new Announcement(new UserName("ANN"), Optional.empty(), "1", true));
      assertThat(lease.contested()).isTrue();
    }
  }

  @Test
  void aStoreOfVersionTwoLearnsWhoListsWhat() {
    ContentId content = ContentId.of(3, Hash.digest(new byte[] {1}));
    Entry file =
        new Entry.FileEntry(
            new EntryName("x"),
            3,
            Instant.EPOCH,
            false,
            VersionTag.of(new byte[VersionTag.BYTES]),
            Optional.of(content),
            Instant.EPOCH,
            Map.of());
    BuiltFolder built = FolderBuilder.build(List.of(file));
    StoreSettings settings =
        new StoreSettings("index", 2, 32 << 20, List.of(Tables.USERS, Tables.OBJECTS));
    try (Store store = Store.open(folder.resolve("index"), settings)) {
      boolean _ =
          store.write(view -> {
            built
                .objects()
                .forEach((id, object) ->
                    view.put(
                        Tables.OBJECTS,
                        ObjectKey.of(ann.id(), id),
                        StoredObject.encode(1, object)));
            return true;
          });
    }
    try (TestIndex index = new TestIndex(folder, Identity.create().id(), new FakeClock())) {
      assertThat(index.index().as(bob.key()).owners(List.of(content)))
          .containsEntry(content, List.of(ann.id()));
    }
  }

  /** As version 1 wrote it: a user and the name that is his. */
  private void writeVersionOne() {
    Registration user =
        new Registration(new UserName("Ann"), ann.key(), Optional.empty(), Instant.EPOCH);
    StoreSettings settings = new StoreSettings("index", 1, 32 << 20, List.of(Tables.USERS, NAMES));
    try (Store store = Store.open(folder.resolve("index"), settings)) {
      boolean _ =
          store.write(view -> {
            view.put(Tables.USERS, ann.id().hash().bytes(), user.encode());
            view.put(NAMES, new byte[] {'a', 'n', 'n'}, ann.id().hash().bytes());
            return true;
          });
    }
  }
}
