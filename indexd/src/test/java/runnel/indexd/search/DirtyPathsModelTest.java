package runnel.indexd.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.ChangedPath;
import runnel.indexd.catalog.ChangedPaths;
import runnel.indexd.catalog.ChangedPaths.Limits;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.Documents.Place;
import runnel.indexd.search.Documents.Walk;

/**
 * Whatever is published, in whatever order search is told of it, and however its work is cut,
 * stopped and begun again: in the end the documents are the catalogs' entries.
 */
class DirtyPathsModelTest {
  private final Trees trees = new Trees();
  private final Map<PeerId, Hash> roots = new HashMap<>();
  private final Map<PeerId, Hash> editions = new HashMap<>();
  private final List<Change> untold = new ArrayList<>();
  private final MapDocuments documents = new MapDocuments();
  private final Map<PeerId, Optional<Hash>> noted = new HashMap<>();
  private boolean toldInOrder;
  private long walks = 1;
  private Backlog backlog = backlog();

  /** Documents and notes as they were put on the disk last. */
  private MapDocuments committed = new MapDocuments();

  private Map<PeerId, Optional<Hash>> committedNotes = new HashMap<>();

  @Property(tries = 400)
  void theDocumentsBecomeTheEntriesOfTheCatalogs(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) throws IOException {
    forgetAll();
    Random random = new Random(seed);
    for (int i = 0; i < steps; i++) {
      step(random);
    }
    while (!untold.isEmpty()) {
      tell(random);
    }
    boolean _ = backlog.retry();
    work(random, Integer.MAX_VALUE);
    for (PeerId owner : roots.keySet()) {
      assertThat(documents.of(owner)).isEqualTo(trees.list(roots.get(owner)));
    }
    assertThat(backlog.wholes()).isEqualTo(roots.size());
    commit();
    if (toldInOrder) {
      editions.forEach(
          (owner, edition) -> assertThat(noted).containsEntry(owner, Optional.of(edition)));
    }
  }

  @Test
  void ofAnOwnerWithTooManyEntriesSomeAreLeftOutButNoneIsOutdated() throws IOException {
    forgetAll();
    PeerId ann = owner(0);
    List<Entry> files = new ArrayList<>();
    IntStream.range(0, 50).forEach(i -> files.add(Trees.file("f" + i, 1)));
    publish(ann, trees.folder(files).id());
    workWithRoomFor(20);
    assertThat(documents.of(ann)).hasSize(20);
    assertThat(backlog.wholes()).isZero();
    assertThat(backlog.takeNotes()).isEmpty();
    IntStream.range(0, 50).forEach(i -> files.set(i, Trees.file("f" + i, 2)));
    publish(ann, trees.folder(files).id());
    workWithRoomFor(20);
    assertThat(documents.of(ann)).hasSize(20);
    assertThat(documents.of(ann).values()).allMatch(entry -> entry.size() == 2);
    files.add(Trees.in("more", trees.folder(files)));
    publish(ann, trees.folder(files).id());
    assertThat(workWithRoomFor(20)).isLessThan(10);
    assertThat(documents.of(ann)).hasSize(20);
    publish(ann, trees.folder(files.subList(0, 5)).id());
    restart(false);
    workWithRoomFor(20);
    assertThat(documents.of(ann)).hasSize(5);
    assertThat(backlog.wholes()).isEqualTo(1);
  }

  private void publish(PeerId owner, Hash root) {
    Optional<Hash> before = Optional.ofNullable(roots.put(owner, root));
    Hash edition = Hash.digest(root.bytes());
    Optional<Hash> old = Optional.ofNullable(editions.put(owner, edition));
    backlog.add(
        new Change(
            owner,
            old,
            edition,
            before.flatMap(it -> ChangedPaths.between(it, root, trees, Limits.paths(100)))));
  }

  /** Works until all is done, and returns how many slices that took. */
  private int workWithRoomFor(long entries) throws IOException {
    Survey survey =
        new Survey(new Catalogs(), documents, new Survey.Limits(7, Long.MAX_VALUE, entries));
    int slices = 0;
    for (Optional<Work> work = backlog.next(100); work.isPresent(); work = backlog.next(100)) {
      backlog.end(work.get(), survey.work(work.get()));
      slices++;
    }
    return slices;
  }

  private void step(Random random) throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> publish(random);
      case 3, 4 -> tell(random);
      case 5 -> commit();
      case 6 -> {
        if (random.nextInt(3) == 0) {
          restart(random.nextBoolean());
        }
      }
      default -> work(random, 1 + random.nextInt(6));
    }
  }

  private void publish(Random random) {
    PeerId owner = owner(random.nextInt(2));
    Hash before = roots.get(owner);
    Hash after = trees.random(random, 3).id();
    int most = random.nextBoolean() ? 4 : 2000;
    Optional<List<ChangedPath>> paths =
        before == null
            ? Optional.empty()
            : ChangedPaths.between(before, after, trees, Limits.paths(most));
    roots.put(owner, after);
    Optional<Hash> edition = Optional.ofNullable(editions.get(owner));
    editions.put(owner, Hash.digest(Long.toString(random.nextLong()).getBytes(UTF_8)));
    untold.add(new Change(owner, edition, editions.get(owner), paths));
  }

  private void tell(Random random) {
    if (!untold.isEmpty()) {
      // Usually in order; but those who publish tell it by themselves.
      int which = random.nextInt(4) == 0 ? random.nextInt(untold.size()) : 0;
      toldInOrder &= which == 0;
      backlog.add(untold.remove(which));
    }
  }

  private void work(Random random, int slices) throws IOException {
    Survey.Limits limits =
        new Survey.Limits(1 + random.nextInt(30), Long.MAX_VALUE, Integer.MAX_VALUE);
    Survey survey = new Survey(new Catalogs(), documents, limits);
    Optional<Work> work = backlog.next(1 + random.nextInt(20));
    for (int i = 0; i < slices && work.isPresent(); i++) {
      boolean fails = slices < Integer.MAX_VALUE && random.nextInt(8) == 0;
      backlog.end(work.get(), fails ? new Survey.Outcome.Failed() : survey.work(work.get()));
      work = i + 1 < slices ? backlog.next(1 + random.nextInt(20)) : Optional.empty();
    }
  }

  private void commit() {
    noted.putAll(backlog.takeNotes());
    committed = new MapDocuments(documents);
    committedNotes = new HashMap<>(noted);
  }

  /** Ends search, after a commit or by a crash; changes that were not told may be for ever. */
  private void restart(boolean crash) {
    if (crash) {
      documents.become(committed);
      noted.clear();
      noted.putAll(committedNotes);
      untold.clear();
    } else {
      commit();
    }
    backlog = backlog();
    Map<PeerId, Optional<Hash>> there = new HashMap<>(noted);
    documents.owners().forEach(owner -> there.putIfAbsent(owner, Optional.empty()));
    backlog.begin(there, editions);
  }

  private void forgetAll() {
    roots.clear();
    editions.clear();
    untold.clear();
    documents.become(new MapDocuments());
    noted.clear();
    toldInOrder = true;
    backlog = backlog();
    backlog.begin(Map.of(), Map.of());
    commit();
  }

  private Backlog backlog() {
    walks += 1_000_000;
    return new Backlog(60, walks);
  }

  private static PeerId owner(int number) {
    return new PeerId(Hash.digest(new byte[] {(byte) number}));
  }

  private final class Catalogs implements CatalogSource {
    @Override
    public Map<PeerId, Hash> editions() {
      return editions;
    }

    @Override
    public <T> T read(PeerId owner, Function<Optional<Catalog>, T> function) {
      return function.apply(
          Optional.ofNullable(roots.get(owner)).map(root -> new Catalog(root, trees)));
    }

    @Override
    public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
      return Map.of();
    }

    @Override
    public boolean isOnline(PeerId peer) {
      return false;
    }
  }

  /** Documents as simple as can be; there may be several of a place, as in Lucene. */
  private static final class MapDocuments implements Documents {
    private final Map<Place, List<Found>> all = new HashMap<>();

    private record Found(Entry entry, Walk walk) {}

    MapDocuments() {}

    MapDocuments(MapDocuments other) {
      become(other);
    }

    void become(MapDocuments other) {
      all.clear();
      other.all.forEach((place, found) -> all.put(place, new ArrayList<>(found)));
    }

    List<PeerId> owners() {
      return all.keySet().stream().map(Place::owner).distinct().toList();
    }

    Map<EntryPath, Entry> of(PeerId owner) {
      Map<EntryPath, Entry> entries = new HashMap<>();
      all.forEach((place, found) -> {
        if (place.owner().equals(owner)) {
          assertThat(found).as("documents of %s", place).hasSize(1);
          entries.put(place.path(), found.getFirst().entry());
        }
      });
      return entries;
    }

    @Override
    public void add(Place place, Entry entry, Walk walk) {
      all.computeIfAbsent(place, _ -> new ArrayList<>()).add(new Found(entry, walk));
    }

    @Override
    public void put(Place place, Entry entry) {
      remove(place);
      add(place, entry, new Walk(0));
    }

    @Override
    public void remove(Place place) {
      var _ = all.remove(place);
    }

    @Override
    public void removeAllBut(Place at, Walk walk) {
      int levels = at.path().names().size();
      all.forEach((place, found) -> {
        List<?> names = place.path().names();
        if (place.owner().equals(at.owner())
            && names.size() >= levels
            && names.subList(0, levels).equals(at.path().names())) {
          boolean _ = found.removeIf(one -> !one.walk().equals(walk));
        }
      });
      boolean _ = all.values().removeIf(List::isEmpty);
    }

    @Override
    public boolean has(Place place) {
      return all.containsKey(place);
    }

    @Override
    public long count(PeerId owner) {
      return all.keySet().stream().filter(place -> place.owner().equals(owner)).count();
    }
  }
}
