package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.node.failure.NodeException;
import runnel.node.story.Poll;

class FoldersAheadTest {
  /** More than a page holds, so that each is a branch with pages. */
  private static final int FILES = 600;

  @TempDir private Path folder;
  private final PeerId owner = Identity.create().id();
  private final Answers answers = new Answers();
  private Store store;
  private Catalogs catalogs;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("network"), NetworkTables.settings());
    catalogs = new Catalogs(store, List.of(answers));
  }

  @AfterEach
  void close() {
    answers.gate.countDown();
    store.close();
  }

  @Test
  void manyComeInTwoRequestsAndAreThereWhenLookedAt() {
    List<BuiltFolder> many = folders(20);
    answers.has(many);
    catalogs.fetchAhead(owner, ids(many));
    many.forEach(this::awaitKnown);
    many.forEach(this::assertIsWhole);
    assertThat(answers.asked).hasSize(2); // All branches, then all pages.
  }

  @Test
  void whoLooksAtWhatIsUnderWayWaitsForItAndAsksNobody() throws InterruptedException {
    List<BuiltFolder> many = folders(1);
    answers.has(many);
    answers.silent = 1;
    catalogs.fetchAhead(owner, ids(many));
    assertThat(answers.begun.await(10, TimeUnit.SECONDS)).isTrue();
    Thread looker = Thread.ofPlatform().start(() -> assertIsWhole(many.getFirst()));
    until(() -> looker.getState() == Thread.State.TIMED_WAITING);
    answers.gate.countDown();
    looker.join();
    assertThat(answers.asked).hasSize(2);
  }

  @Test
  void whatDoesNotComeIsAskedForByWhoeverLooksAtIt() {
    List<BuiltFolder> many = folders(2);
    answers.has(many.subList(1, 2));
    catalogs.fetchAhead(owner, ids(many));
    assertIsWhole(many.get(1));
    Hash lacking = many.getFirst().id();
    assertThatThrownBy(() -> catalogs.folder(owner, lacking)).isInstanceOf(NodeException.class);
    answers.has(many);
    assertIsWhole(many.getFirst());
  }

  @Test
  void aRequestThatIsNotAnsweredHoldsUpNobodyForLong() throws InterruptedException {
    List<BuiltFolder> many = folders(1);
    answers.has(many);
    answers.silent = 1;
    catalogs.fetchAhead(owner, ids(many));
    assertThat(answers.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertIsWhole(many.getFirst());
  }

  @Test
  void requestsThatAreNotAnsweredDoNotPileUp() throws InterruptedException {
    answers.silent = Integer.MAX_VALUE;
    for (BuiltFolder one : folders(40)) {
      catalogs.fetchAhead(owner, List.of(one.id()));
    }
    assertThat(answers.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(answers.asked).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anOwnerWhoseRequestsAreNotAnsweredDoesNotEndItForAnother() {
    answers.silent = 2;
    folders(3).forEach(one -> catalogs.fetchAhead(owner, List.of(one.id())));
    until(() -> answers.asked.size() == 2);
    BuiltFolder others = folder(100);
    answers.has(List.of(others));
    catalogs.fetchAhead(Identity.create().id(), List.of(others.id()));
    awaitKnown(others);
  }

  @Test
  void whatIsHereIsNotFetched() {
    List<BuiltFolder> many = folders(3);
    answers.has(many);
    many.forEach(this::assertIsWhole);
    int before = answers.asked.size();
    catalogs.fetchAhead(owner, ids(many));
    many.forEach(this::assertIsWhole);
    assertThat(answers.asked).hasSize(before);
  }

  private void awaitKnown(BuiltFolder built) {
    until(() -> catalogs.knownFolder(built.id()).isPresent());
  }

  private static void until(BooleanSupplier condition) {
    Poll.until(Duration.ofSeconds(10), condition, () -> "not within 10 s");
  }

  private void assertIsWhole(BuiltFolder built) {
    assertThat(catalogs.folder(owner, built.id()).entries()).hasSize(FILES);
  }

  private static List<Hash> ids(List<BuiltFolder> folders) {
    return folders.stream().map(BuiltFolder::id).toList();
  }

  private static List<BuiltFolder> folders(int count) {
    return IntStream.range(0, count).mapToObj(FoldersAheadTest::folder).toList();
  }

  private static BuiltFolder folder(int number) {
    return FolderBuilder.build(
        IntStream.range(0, FILES)
            .<Entry>mapToObj(i -> TestEntries.file(number + " " + i))
            .toList());
  }

  /** A supplier that says what a test tells it, and notes what it is asked. */
  private static final class Answers implements CatalogSupplier {
    private final List<List<Hash>> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile Map<Hash, byte[]> objects = Map.of();

    /** So many requests are not answered until the gate opens. */
    private volatile int silent;

    void has(List<BuiltFolder> folders) {
      objects =
          folders.stream()
              .flatMap(one -> one.objects().entrySet().stream())
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    @Override
    public Optional<byte[]> head(PeerId of) {
      return Optional.empty();
    }

    @Override
    public List<byte[]> objects(PeerId of, List<Hash> ids) {
      asked.add(ids);
      begun.countDown();
      if (asked.size() <= silent) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return ids.stream().filter(objects::containsKey).map(objects::get).toList();
    }
  }
}
