package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogWalk.Located;
import runnel.indexd.catalog.ChangedPaths.Limits;
import runnel.indexd.content.Hash;

/** Walks, look-ups and comparisons by path: what they read, and what strangers can do to them. */
class CatalogWalkTest {
  private final Map<Hash, byte[]> objects = new HashMap<>();
  private int asked;

  @Test
  void aWalkCutAfterEachEntryVisitsEachOnce() {
    Hash big = build(Entries.files(1_300));
    Hash root =
        build(
            List.of(
                in("big", big), in("again", big), Entries.file("x"), in("none", build(List.of()))));
    List<EntryPath> visited = new ArrayList<>();
    Optional<EntryPath> last = Optional.empty();
    while (!CatalogWalk.below(
        new Located(root, EntryPath.TOP),
        last,
        this::object,
        (path, entry) -> {
          visited.add(path);
          return visited.size() % 7 != 0;
        })) {
      last = Optional.of(visited.getLast());
    }
    assertThat(visited).hasSize(2 * 1_300 + 4).doesNotHaveDuplicates();
    CatalogLookup lookup = new CatalogLookup(root, this::object);
    for (EntryPath path : visited.subList(0, 200)) {
      assertThat(lookup.find(path)).isPresent();
    }
    assertThat(lookup.find(EntryPath.of("big", "nobody"))).isEmpty();
    assertThat(lookup.find(EntryPath.of("x", "below a file"))).isEmpty();
    assertThat(lookup.find(EntryPath.TOP)).isEmpty();
  }

  @Test
  void oneFileInALargeFolderIsItsPathAndItsFolders() {
    List<Entry> files = Entries.files(50_000);
    Hash before = build(List.of(in("a", build(List.of(in("big", build(files)))))));
    files.set(40_000, Entries.file("changed"));
    Hash after = build(List.of(in("a", build(List.of(in("big", build(files)))))));
    asked = 0;
    Optional<List<ChangedPath>> paths =
        ChangedPaths.between(before, after, this::object, Limits.paths(100));
    assertThat(paths.orElseThrow())
        .containsExactlyInAnyOrder(
            new ChangedPath(EntryPath.of("a"), false),
            new ChangedPath(EntryPath.of("a", "big"), false),
            new ChangedPath(EntryPath.of("a", "big", "changed"), false),
            new ChangedPath(EntryPath.of("a", "big", "file 40000"), false));
    assertThat(asked).isLessThan(20);
  }

  @Test
  void aFolderThatCameOrWentIsOnePathWithAllBelow() {
    Hash moved = build(Entries.files(5_000));
    Hash before = build(List.of(in("old", moved), Entries.file("x")));
    Hash after = build(List.of(in("new", moved), Entries.file("x")));
    asked = 0;
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(10)).orElseThrow())
        .containsExactlyInAnyOrder(
            new ChangedPath(EntryPath.of("old"), true), new ChangedPath(EntryPath.of("new"), true));
    assertThat(asked).isEqualTo(2);
    Hash file = build(List.of(Entries.file("old"), Entries.file("x")));
    assertThat(ChangedPaths.between(before, file, this::object, Limits.paths(10)).orElseThrow())
        .containsExactly(new ChangedPath(EntryPath.of("old"), true));
  }

  @Test
  void tooManyChangesAreNotListed() {
    Hash before = build(Entries.files(2_000));
    Hash after = build(List.of());
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(1_999))).isEmpty();
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(2_000)).orElseThrow())
        .hasSize(2_000);
  }

  @Test
  void aCatalogThatListsOneFolderTwiceOnEachOfSixtyLevelsEndsSoon() {
    Hash one = tower(60, "file");
    Hash other = tower(60, "another");
    asked = 0;
    assertThat(ChangedPaths.between(one, other, this::object, Limits.paths(4_096))).isEmpty();
    assertThat(asked).isLessThan(300);
    int[] seen = new int[1];
    boolean finished =
        CatalogWalk.below(
            new Located(one, EntryPath.TOP),
            Optional.empty(),
            this::object,
            (_, _) -> ++seen[0] < 5_000);
    assertThat(finished).isFalse();
    assertThat(seen[0]).isEqualTo(5_000);
  }

  @Test
  void whatIsTooDeepOrTooLongIsLeftOut() {
    Hash deep = build(List.of(Entries.file("bottom")));
    for (int level = 0; level < 70; level++) {
      deep = build(List.of(in("d", deep)));
    }
    assertThat(walk(deep)).hasSize(CatalogLimits.PATH_LEVELS);
    Hash wide = build(List.of(Entries.file("bottom")));
    for (int level = 0; level < 20; level++) {
      wide = build(List.of(in("x".repeat(255), wide)));
    }
    assertThat(walk(wide)).hasSize(16).allMatch(path -> path.utf8().length <= 4_096);
    Hash other = build(List.of(in("x".repeat(255), wide)));
    assertThat(ChangedPaths.between(wide, other, this::object, Limits.paths(100)).orElseThrow())
        .allMatch(changed -> changed.path().utf8().length <= 4_096);
  }

  @Test
  void partsThatAreNotWhatTheirBranchSaysAreEmptyForAllAlike() {
    Hash honest = build(Entries.files(600));
    Branch branch = (Branch) FolderObject.parse(honest, objects.get(honest));
    Map<Integer, Branch.Part> lying = new HashMap<>(branch.parts());
    Branch.Part first = lying.get(0);
    lying.put(1, first); // Its names are of another slot.
    lying.put(2, new Branch.Part(first.id(), lying.get(2).totals())); // Its sums are others.
    Hash liar = keep(ObjectCodec.branch(lying));
    List<EntryPath> listed = walk(liar);
    int left =
        600
            - (int) branch.parts().get(1).totals().entries()
            - (int) branch.parts().get(2).totals().entries();
    assertThat(listed).hasSize(left);
    CatalogLookup lookup = new CatalogLookup(liar, this::object);
    assertThat(walk(honest)).filteredOn(path -> lookup.find(path).isPresent()).hasSize(left);
    assertThat(ChangedPaths.between(honest, liar, this::object, Limits.paths(600)).orElseThrow())
        .hasSize(600 - left);
  }

  @Test
  void aFolderThatClaimsTooMuchIsEmpty() {
    Map<Integer, Branch.Part> parts = new HashMap<>();
    Hash page = build(Entries.files(512));
    Totals claimed = new Totals(CatalogLimits.FOLDER_ENTRIES, 0, 0, 0);
    IntStream.range(0, 2).forEach(slot -> parts.put(slot, new Branch.Part(page, claimed)));
    Hash root = build(List.of(in("huge", keep(ObjectCodec.branch(parts)))));
    assertThat(walk(root)).containsExactly(EntryPath.of("huge"));
  }

  private List<EntryPath> walk(Hash root) {
    List<EntryPath> all = new ArrayList<>();
    boolean finished =
        CatalogWalk.below(
            new Located(root, EntryPath.TOP),
            Optional.empty(),
            this::object,
            (path, _) -> all.add(path));
    assertThat(finished).isTrue();
    return all;
  }

  private Hash tower(int levels, String file) {
    Hash folder = build(List.of(Entries.file(file)));
    for (int level = 0; level < levels; level++) {
      folder = build(List.of(in("left", folder), in("right", folder)));
    }
    return folder;
  }

  private Hash build(List<? extends Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built.id();
  }

  private Hash keep(byte[] object) {
    Hash id = Hash.digest(object);
    objects.put(id, object);
    return id;
  }

  private static Entry in(String name, Hash folder) {
    return new Entry.FolderEntry(
        new EntryName(name), folder, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);
  }

  private Optional<byte[]> object(Hash id) {
    asked++;
    return Optional.ofNullable(objects.get(id));
  }
}
