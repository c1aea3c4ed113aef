package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.node.failure.NodeException;
import runnel.node.network.CatalogSupplier;
import runnel.node.network.Catalogs;
import runnel.node.network.NetworkTables;
import runnel.node.network.Roster;
import runnel.node.network.TestUsers;

/** What the index says is found, held against what alice's signed catalog lists. */
class QueryFoldersTest {
  private static final Place.Search QUERY = new Place.Search("q");

  @TempDir private Path folder;
  private final Identity alice = Identity.create();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<HitFinder.HitPlace> told = new ArrayList<>();
  private final Supply supply = new Supply();
  private Optional<NodeException> failure = Optional.empty();
  private Optional<CountDownLatch> slow = Optional.empty();
  private Store store;
  private QueryFolders queries;

  @BeforeEach
  void share() {
    store = Store.open(folder.resolve("network"), NetworkTables.settings());
    Catalogs catalogs = new Catalogs(store, List.of(supply));
    BuiltFolder many =
        supply.with(
            FolderBuilder.build(
                IntStream.range(0, 200).<Entry>mapToObj(i -> file("x" + i)).toList()));
    BuiltFolder talks =
        supply.with(FolderBuilder.build(List.of(file("intro.mkv"), folder("many", many))));
    supply.top =
        supply.with(
            FolderBuilder.build(
                List.of(
                    file("notes"), file(".profile"), file("autorun.inf"), folder("talks", talks))));
    Roster roster = new Roster(Identity.create().id(), name -> Optional.empty());
    roster.update(List.of(TestUsers.user("alice", alice.key(), 1)));
    assertThat(catalogs.refresh(TestUsers.user("alice", alice.key(), 1))).isTrue();
    queries = new QueryFolders(this::find, new PeerFolders(roster, catalogs), nanos::get);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void hitsAreWhatTheOwnersCatalogListsThere() {
    told.add(new HitFinder.HitPlace("alice", List.of("talks", "intro.mkv"), false));
    told.add(new HitFinder.HitPlace("alice", List.of("talks", "absent.mkv"), false));
    told.add(new HitFinder.HitPlace("alice", List.of("talks"), false));
    told.add(new HitFinder.HitPlace("nobody", List.of("notes"), false));
    told.add(new HitFinder.HitPlace("alice", List.of("notes", "below a file"), false));
    told.add(new HitFinder.HitPlace("alice", List.of("notes"), false));
    Map<String, QueryFolder.Hit> hits = queries.hits(QUERY);
    assertThat(hits.keySet()).containsExactly("intro.mkv", "notes");
    assertThat(hits.get("intro.mkv").entry().size()).isEqualTo(7);
    assertThat(hits.get("intro.mkv").place().path()).isEqualTo("/peers/alice/talks/intro.mkv");
  }

  @Test
  void belowAFolderThatIsAHitTheWayGoesOn() {
    told.add(new HitFinder.HitPlace("alice", List.of("talks"), true));
    assertThat(queries.hits(QUERY).keySet()).containsExactly("talks");
    Place.InSearch inside = new Place.InSearch("q", "talks", List.of(new EntryName("intro.mkv")));
    assertThat(queries.place(inside).path()).isEqualTo("/peers/alice/talks/intro.mkv");
  }

  @Test
  void whoLooksAgainWithinASecondIsAnsweredFromMemory() {
    told.add(new HitFinder.HitPlace("alice", List.of("notes"), false));
    assertThat(queries.place(hit("notes")).path()).isEqualTo("/peers/alice/notes");
    assertThat(queries.hits(QUERY)).hasSize(1);
    assertThatThrownBy(() -> queries.place(hit("absent"))).isInstanceOf(NodeException.class);
    assertThat(asked).hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    told.clear();
    assertThat(queries.hits(QUERY)).isEmpty();
    assertThat(asked).hasValue(2);
    assertThat(queries.place(hit("notes")).path()).isEqualTo("/peers/alice/notes");
  }

  @Test
  void whatProgramsProbeForInAQueryIsNotLookedFor() {
    assertThatThrownBy(() -> queries.place(hit(".hidden"))).isInstanceOf(NodeException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void hiddenNamesThatAreNoHitsAreNotLookedFor() {
    assertThatThrownBy(() -> queries.place(hit(".git"))).isInstanceOf(NodeException.class);
    assertThat(asked).hasValue(0);
    told.add(new HitFinder.HitPlace("alice", List.of(".profile"), false));
    told.add(new HitFinder.HitPlace("alice", List.of("autorun.inf"), false));
    assertThat(queries.hits(QUERY).keySet()).containsExactly(".profile");
    assertThat(queries.place(hit(".profile")).path()).isEqualTo("/peers/alice/.profile");
  }

  @Test
  void whyNothingCanBeFoundIsToldAndForgottenASecondLater() {
    failure = Optional.of(new NodeException(NodeException.Kind.UNAVAILABLE, "no index"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> queries.hits(QUERY)).hasMessage("no index");
    }
    assertThat(asked).hasValue(1);
    failure = Optional.empty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    told.add(new HitFinder.HitPlace("alice", List.of("notes"), false));
    assertThat(queries.hits(QUERY)).hasSize(1);
  }

  /** A thousand hits in it or one: it may have a hundred thousand entries. */
  @Test
  void aFolderWithManyHitsIsReadOnce() {
    for (int i = 0; i < 200; i++) {
      told.add(new HitFinder.HitPlace("alice", List.of("talks", "many", "x" + i), false));
    }
    assertThat(queries.hits(QUERY)).hasSize(200);
    assertThat(supply.calls).hasValueLessThanOrEqualTo(3);
  }

  @Test
  void allWhoLookWhileItIsAskedHaveOneAnswerAndWhoLooksAtAKnownHitDoesNotWait() throws Exception {
    told.add(new HitFinder.HitPlace("alice", List.of("notes"), false));
    assertThat(queries.hits(QUERY)).hasSize(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    CountDownLatch answer = new CountDownLatch(1);
    slow = Optional.of(answer);
    List<FutureTask<Integer>> lookers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lookers.add(new FutureTask<>(() -> queries.hits(QUERY).size()));
      Thread.ofVirtual().start(lookers.getLast());
    }
    while (asked.get() < 2) {
      Thread.onSpinWait();
    }
    assertThat(queries.place(hit("notes")).path()).isEqualTo("/peers/alice/notes");
    answer.countDown();
    for (FutureTask<Integer> looker : lookers) {
      assertThat(looker.get(10, TimeUnit.SECONDS)).isOne();
    }
    assertThat(asked).hasValue(2);
  }

  private static Place.InSearch hit(String name) {
    return new Place.InSearch("q", name, List.of());
  }

  private List<HitFinder.HitPlace> find(String query) {
    asked.incrementAndGet();
    failure.ifPresent(e -> {
      throw e;
    });
    slow.ifPresent(latch -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    return query.equals("q") ? List.copyOf(told) : List.of();
  }

  private static Entry file(String name) {
    return new Entry.FileEntry(
        new EntryName(name),
        7,
        Instant.EPOCH,
        false,
        VersionTag.of(new byte[VersionTag.BYTES]),
        Optional.empty(),
        Instant.EPOCH,
        Map.of());
  }

  private static Entry folder(String name, BuiltFolder built) {
    return new Entry.FolderEntry(
        new EntryName(name), built.id(), 7, 1, 0, Instant.EPOCH, Instant.EPOCH);
  }

  /** Alice's node. */
  private final class Supply implements CatalogSupplier {
    private final Map<Hash, byte[]> objects = new HashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private BuiltFolder top;

    BuiltFolder with(BuiltFolder built) {
      objects.putAll(built.objects());
      return built;
    }

    @Override
    public Optional<byte[]> head(PeerId owner) {
      Head head = new Head(alice.key(), 1, top.id(), Instant.EPOCH, true, List.of());
      return Optional.of(SignedHead.sign(head, alice).bytes());
    }

    @Override
    public List<byte[]> objects(PeerId owner, List<Hash> ids) {
      calls.incrementAndGet();
      return ids.stream().filter(objects::containsKey).map(objects::get).toList();
    }
  }
}
