package runnel.indexd.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;

/** What every index does, wherever it runs. */
public abstract class IndexContract {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  protected final Identity ann = Identity.create();
  protected final Identity bob = Identity.create();

  /** Returns the index as this peer sees it; it is closed after the test. */
  protected abstract Index as(Identity peer);

  /** Lets time pass on the index's clock. */
  protected abstract void pass(Duration time);

  /** Ends the index and opens it again over what it kept. */
  protected abstract void restart();

  @Test
  void peersThatAnnounceThemselvesSeeEachOther() {
    Lease lease = announce(ann, "ann");
    announce(bob, "bob");
    assertThat(lease.duration()).isEqualTo(IndexLimits.LEASE);
    assertThat(lease.headVersion()).isZero();
    assertThat(lease.contested()).isFalse();
    Changes seen = as(bob).changes(Optional.empty(), Duration.ZERO);
    assertThat(seen.whole()).isTrue();
    assertThat(seen.users()).extracting(User::name).containsExactly(name("ann"), name("bob"));
    User user = seen.users().getFirst();
    assertThat(user.key()).isEqualTo(ann.key());
    assertThat(user.online()).isTrue();
    assertThat(user.address()).contains(new Address("127.0.0.1", 7707));
    assertThat(as(ann).info().users()).isEqualTo(2);
  }

  @Test
  void aLeaseThatRunsOutShowsOfflineAndOneThatIsRenewedDoesNot() {
    announce(ann, "ann");
    announce(bob, "bob");
    Cursor before = as(bob).changes(Optional.empty(), Duration.ZERO).cursor();
    pass(Duration.ofSeconds(8));
    announce(bob, "bob");
    assertThat(as(bob).changes(Optional.of(before), Duration.ZERO).users()).isEmpty();
    pass(Duration.ofSeconds(5));
    Changes after = as(bob).changes(Optional.of(before), Duration.ZERO);
    assertThat(after.whole()).isFalse();
    assertThat(after.users()).extracting(User::name).containsExactly(name("ann"));
    assertThat(after.users().getFirst().online()).isFalse();
  }

  @Test
  void whoLeavesShowsOfflineAtOnceAndKeepsTheName() {
    announce(ann, "ann");
    as(ann).leave();
    as(ann).leave();
    assertThat(onlyUser(bob).online()).isFalse();
    assertThat(takenBy(bob, "ann").kind()).isEqualTo(Kind.NAME_TAKEN);
  }

  @Test
  void aNameBelongsToTheFirstKeyAndOthersAreSuggestedFreeOnes() {
    announce(ann, "Ann");
    announce(Identity.create(), "ann-2");
    IndexException taken = takenBy(bob, "ANN");
    assertThat(taken.kind()).isEqualTo(Kind.NAME_TAKEN);
    assertThat(taken.suggestions())
        .containsExactly("ANN-3", "ANN-" + bob.id().text().substring(0, 4), "ANN-4");
    announce(bob, taken.suggestions().getFirst());
  }

  @Test
  void movingToAnotherNameFreesTheOldOne() {
    announce(ann, "ann");
    announce(ann, "annika");
    announce(bob, "ann");
    assertThat(as(bob).changes(Optional.empty(), Duration.ZERO).users())
        .extracting(User::name)
        .containsExactlyInAnyOrder(name("annika"), name("ann"));
  }

  @Test
  void aNameThatSeveralKeysHeldIsContestedForAllOfThem() {
    announce(ann, "ann");
    Cursor before = as(ann).changes(Optional.empty(), Duration.ZERO).cursor();
    Lease lease = announceHeld(bob, "Ann");
    assertThat(lease.contested()).isTrue();
    assertThat(announce(ann, "ann").contested()).isTrue();
    assertThat(as(ann).changes(Optional.of(before), Duration.ZERO).users())
        .hasSize(2)
        .allMatch(User::contested);
    announce(bob, "bob");
    assertThat(as(ann).changes(Optional.empty(), Duration.ZERO).users())
        .hasSize(2)
        .noneMatch(User::contested);
    assertThat(announce(ann, "ann").contested()).isFalse();
  }

  @Test
  void aNameThatIsWitnessedForAnotherKeyIsContestedUntilTheWitnessIsWithdrawn() {
    announce(ann, "ann");
    announce(bob, "bob");
    as(bob).witness(List.of(new Witness(name("ANN"), ann.id())));
    assertThat(announce(ann, "ann").contested()).isFalse();
    Cursor before = as(bob).changes(Optional.empty(), Duration.ZERO).cursor();
    as(bob).witness(List.of(new Witness(name("ANN"), Identity.create().id())));
    List<User> changed = as(bob).changes(Optional.of(before), Duration.ZERO).users();
    assertThat(changed).extracting(User::id).containsExactly(ann.id());
    assertThat(changed.getFirst().contested()).isTrue();
    as(bob).witness(List.of());
    assertThat(announce(ann, "ann").contested()).isFalse();
  }

  @Test
  void aNameThatIsWitnessedForAnotherKeyIsTaken() {
    announce(bob, "bob");
    as(bob).witness(List.of(new Witness(name("ann"), ann.id())));
    Identity carol = Identity.create();
    assertThat(takenBy(carol, "Ann").suggestions()).hasSize(3);
    assertThat(announce(ann, "ann").contested()).isFalse();
    assertThat(announceHeld(carol, "ann").contested()).isTrue();
  }

  @Test
  void witnessesAreKeptAcrossARestart() {
    announce(ann, "ann");
    announce(bob, "bob");
    as(bob).witness(List.of(new Witness(name("ann"), Identity.create().id())));
    restart();
    assertThat(announce(ann, "ann").contested()).isTrue();
    as(bob).witness(List.of());
    assertThat(announce(ann, "ann").contested()).isFalse();
  }

  @Test
  void whoHasNoNameOrSaysTooMuchIsNoWitness() {
    Witness witness = new Witness(name("x"), ann.id());
    assertThat(failure(() -> as(bob).witness(List.of(witness)))).hasMessageContaining("announce");
    announce(bob, "bob");
    assertThat(failure(() -> as(bob).witness(List.of(witness, witness))).kind())
        .isEqualTo(Kind.REFUSED);
    List<Witness> many = new ArrayList<>();
    for (int i = 0; i <= IndexLimits.WITNESSES_PER_CALLER; i++) {
      many.add(new Witness(name("x" + i), ann.id()));
    }
    assertThat(failure(() -> as(bob).witness(many)).kind()).isEqualTo(Kind.REFUSED);
    as(bob).witness(many.subList(1, many.size()));
  }

  @Test
  void aCatalogIsAcceptedOnceItsObjectsAreThereAndOthersCanReadIt() {
    announce(ann, "ann");
    Tree tree = new Tree().file("a/one").file("a/two").file("b/three").file("top");
    SignedHead head = tree.head(ann, 5);
    publishMissing(tree, head, 3);
    assertThat(as(ann).publish(head)).isEqualTo(new Publication.Accepted());
    assertThat(as(bob).head(ann.id())).contains(head);
    assertThat(as(bob).head(bob.id())).isEmpty();
    List<Hash> ids = List.copyOf(tree.build().keySet());
    assertThat(as(bob).objects(ann.id(), ids)).extracting(Hash::digest).containsAll(ids);
    assertThat(as(bob).objects(bob.id(), ids)).isEmpty();
    assertThat(onlyUser(bob).headVersion()).isEqualTo(5);
    assertThat(announce(ann, "ann").headVersion()).isEqualTo(5);
  }

  @Test
  void aNewVersionTakesOnlyTheObjectsThatChangedAndDropsTheOldOnes() {
    announce(ann, "ann");
    Tree tree = new Tree().file("a/deep/one").file("b/two").file("c/three");
    publishAll(tree, tree.head(ann, 1));
    Map<Hash, byte[]> before = tree.build();
    tree.file("a/deep/four");
    publishMissing(tree, tree.head(ann, 2), 3);
    Map<Hash, byte[]> after = tree.build();
    List<Hash> gone = before.keySet().stream().filter(id -> !after.containsKey(id)).toList();
    assertThat(gone).hasSize(3);
    assertThat(as(bob).objects(ann.id(), gone)).isEmpty();
    assertThat(as(bob).objects(ann.id(), List.copyOf(after.keySet()))).hasSize(after.size());
  }

  @Test
  void equalFoldersAreKeptUntilTheLastOfThemGoes() {
    announce(ann, "ann");
    Tree both = new Tree().file("a/same").file("b/same");
    publishAll(both, both.head(ann, 1));
    Tree one = new Tree().file("b/same");
    publishAll(one, one.head(ann, 2));
    List<Hash> ids = List.copyOf(one.build().keySet());
    assertThat(as(bob).objects(ann.id(), ids)).hasSize(2);
    Tree none = new Tree().file("other");
    publishAll(none, none.head(ann, 3));
    assertThat(as(bob).objects(ann.id(), ids)).isEmpty();
  }

  @Test
  void ownersOfAContentAreWhoListsItNowThoseOnlineFirst() {
    announce(ann, "ann");
    announce(bob, "bob");
    ContentId same = ContentId.of(3, Hash.digest(new byte[] {1}));
    ContentId other = ContentId.of(3, Hash.digest(new byte[] {2}));
    Tree anns = new Tree().file("a/x", same).file("b/x", same).file("other", other);
    publishAll(anns, anns.head(ann, 1));
    Tree bobs = new Tree().file("mine", same);
    as(bob).put(List.copyOf(bobs.build().values()));
    assertThat(as(bob).publish(bobs.head(bob, 1))).isEqualTo(new Publication.Accepted());
    as(ann).leave();
    assertThat(as(bob).owners(List.of(same, other, ContentId.EMPTY)))
        .containsOnlyKeys(same, other)
        .containsEntry(same, List.of(bob.id(), ann.id()))
        .containsEntry(other, List.of(ann.id()));
    Tree fewer = new Tree().file("a/x", same);
    publishAll(fewer, fewer.head(ann, 2));
    assertThat(as(bob).owners(List.of(other))).isEmpty();
    assertThat(as(bob).owners(List.of(same)).get(same)).hasSize(2);
    Tree none = new Tree();
    publishAll(none, none.head(ann, 3));
    restart();
    assertThat(as(bob).owners(List.of(same))).containsEntry(same, List.of(bob.id()));
  }

  @Test
  void ownersOfTooManyContentsAreRefused() {
    List<ContentId> many =
        IntStream.rangeClosed(1, IndexLimits.CONTENTS_PER_CALL + 1)
            .mapToObj(length -> ContentId.of(length, Hash.digest(new byte[0])))
            .toList();
    assertThat(failure(() -> as(ann).owners(many)).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void anOlderOrDifferentHeadOfAVersionIsOutdatedAndTheSameIsAccepted() {
    announce(ann, "ann");
    Tree tree = new Tree().file("one");
    publishAll(tree, tree.head(ann, 7));
    assertThat(as(ann).publish(tree.head(ann, 7))).isEqualTo(new Publication.Accepted());
    assertThat(as(ann).publish(tree.head(ann, 6))).isEqualTo(new Publication.Outdated(7));
    Tree other = new Tree().file("two");
    assertThat(as(ann).publish(other.head(ann, 7))).isEqualTo(new Publication.Outdated(7));
  }

  @Test
  void aStrangersHeadIsRefused() {
    announce(ann, "ann");
    announce(bob, "bob");
    SignedHead head = new Tree().file("one").head(ann, 1);
    assertThat(failure(() -> as(bob).publish(head)).kind()).isEqualTo(Kind.REFUSED);
    assertThat(as(bob).head(ann.id())).isEmpty();
  }

  @Test
  void whoHasNoNameCannotPublish() {
    SignedHead head = new Tree().file("one").head(ann, 1);
    assertThat(failure(() -> as(ann).publish(head))).hasMessageContaining("announce");
  }

  @Test
  void objectsThatAreNoneAreRefused() {
    announce(ann, "ann");
    List<byte[]> nonsense = List.of(new byte[] {1, 2, 3});
    assertThat(failure(() -> as(ann).put(nonsense)).kind()).isEqualTo(Kind.REFUSED);
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i <= IndexLimits.OBJECTS_PER_CALL; i++) {
      many.add(new Tree().file("f" + i).build().values().iterator().next());
    }
    assertThat(failure(() -> as(ann).put(many)).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void waitingForChangesWakesWithinASecondOfOne() throws Exception {
    announce(ann, "ann");
    Cursor seen = as(ann).changes(Optional.empty(), Duration.ZERO).cursor();
    Index waiting = as(ann);
    CompletableFuture<Changes> wait =
        CompletableFuture.supplyAsync(
            () -> waiting.changes(Optional.of(seen), Duration.ofSeconds(20)));
    announce(bob, "bob");
    assertThat(wait.get(1, TimeUnit.SECONDS).users())
        .extracting(User::name)
        .containsExactly(name("bob"));
    assertThat(as(ann).changes(Optional.of(seen), Duration.ZERO).users()).hasSize(1);
  }

  @Test
  void waitingInVainEndsWithoutChanges() {
    announce(ann, "ann");
    Cursor seen = as(ann).changes(Optional.empty(), Duration.ZERO).cursor();
    Changes none = as(ann).changes(Optional.of(seen), Duration.ofMillis(50));
    assertThat(none).isEqualTo(new Changes(seen, false, List.of()));
  }

  @Test
  void aRestartKeepsNamesAndCatalogsAndBeginsANewEpoch() {
    announce(ann, "ann");
    Tree tree = new Tree().file("a/one");
    SignedHead head = tree.head(ann, 3);
    publishAll(tree, head);
    Cursor before = as(bob).changes(Optional.empty(), Duration.ZERO).cursor();
    restart();
    Changes after = as(bob).changes(Optional.of(before), Duration.ofSeconds(5));
    assertThat(after.whole()).isTrue();
    assertThat(after.cursor().epoch()).isNotEqualTo(before.epoch());
    User user = after.users().getFirst();
    assertThat(user.online()).isFalse();
    assertThat(user.headVersion()).isEqualTo(3);
    assertThat(user.address()).isPresent();
    assertThat(takenBy(bob, "ann").kind()).isEqualTo(Kind.NAME_TAKEN);
    assertThat(as(bob).head(ann.id())).contains(head);
    assertThat(as(bob).objects(ann.id(), List.copyOf(tree.build().keySet()))).hasSize(2);
  }

  protected Lease announce(Identity peer, String name) {
    Optional<Address> address = Optional.of(new Address("127.0.0.1", 7707));
    return as(peer).announce(new Announcement(name(name), address, "test-1", false));
  }

  private Lease announceHeld(Identity peer, String name) {
    return as(peer).announce(new Announcement(name(name), Optional.empty(), "test-1", true));
  }

  private User onlyUser(Identity peer) {
    List<User> users = as(peer).changes(Optional.empty(), Duration.ZERO).users();
    assertThat(users).hasSize(1);
    return users.getFirst();
  }

  private IndexException takenBy(Identity peer, String name) {
    return failure(() -> announce(peer, name));
  }

  private void publishAll(Tree tree, SignedHead head) {
    as(ann).put(List.copyOf(tree.build().values()));
    assertThat(as(ann).publish(head)).isEqualTo(new Publication.Accepted());
  }

  /** Publishes by giving what is said to be missing, and counts that. */
  private void publishMissing(Tree tree, SignedHead head, int expected) {
    Map<Hash, byte[]> objects = tree.build();
    int given = 0;
    Publication publication = as(ann).publish(head);
    while (publication instanceof Publication.Missing(List<Hash> ids)) {
      assertThat(ids).isNotEmpty();
      given += ids.size();
      as(ann).put(ids.stream().map(objects::get).toList());
      publication = as(ann).publish(head);
    }
    assertThat(publication).isEqualTo(new Publication.Accepted());
    assertThat(given).isEqualTo(expected);
  }

  private static IndexException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(IndexException.class, call);
  }

  private static UserName name(String text) {
    return new UserName(text);
  }

  /** A share of files and folders. */
  private static final class Tree {
    private final Map<String, Tree> folders = new HashMap<>();
    private final Map<String, Entry> files = new HashMap<>();

    Tree file(String path) {
      return file(path, Optional.empty());
    }

    Tree file(String path, ContentId content) {
      return file(path, Optional.of(content));
    }

    private Tree file(String path, Optional<ContentId> content) {
      int slash = path.indexOf('/');
      if (slash >= 0) {
        var _ =
            folders
                .computeIfAbsent(path.substring(0, slash), _ -> new Tree())
                .file(path.substring(slash + 1), content);
      } else {
        files.put(path, entry(path, content));
      }
      return this;
    }

    Map<Hash, byte[]> build() {
      Map<Hash, byte[]> objects = new HashMap<>();
      var _ = build(objects);
      return objects;
    }

    SignedHead head(Identity owner, long version) {
      Hash root = build(new HashMap<>()).id();
      return SignedHead.sign(new Head(owner.key(), version, root, TIME, true, List.of()), owner);
    }

    private BuiltFolder build(Map<Hash, byte[]> objects) {
      List<Entry> entries = new ArrayList<>(files.values());
      folders.forEach((name, folder) ->
          entries.add(folder.build(objects).entry(new EntryName(name), TIME, TIME)));
      BuiltFolder built = FolderBuilder.build(entries);
      objects.putAll(built.objects());
      return built;
    }

    private static Entry entry(String name, Optional<ContentId> content) {
      return new Entry.FileEntry(
          new EntryName(name),
          3,
          TIME,
          false,
          VersionTag.of(new byte[VersionTag.BYTES]),
          content,
          TIME,
          Map.of());
    }
  }
}
