package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogException.Kind;
import runnel.indexd.content.Hash;

class CatalogDiffTest {
  private final Map<Hash, byte[]> objects = new HashMap<>();
  private final List<Hash> asked = new ArrayList<>();

  @Test
  void withoutACatalogBeforeEverythingIsNew() {
    Hash root = folder(Entries.file("a"), in("sub", folder(Entries.file("b"))));

    assertThat(CatalogDiff.added(Optional.empty(), root, this::object))
        .containsExactlyInAnyOrderElementsOf(reachable(root));
  }

  @Test
  void equalCatalogsAreNotEvenRead() {
    Hash root = folder(Entries.file("a"), in("sub", folder(Entries.file("b"))));

    assertThat(CatalogDiff.added(Optional.of(root), root, this::object)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aMovedFolderChangesOnlyWhatIsAboveIt() {
    Hash moved = folder(Entries.file("x"), in("deep", folder(Entries.file("y"))));
    Hash before = folder(in("a", folder(in("m", moved))), in("b", folder(Entries.file("z"))));
    Hash emptied = folder();
    Hash filled = folder(in("m", moved), Entries.file("z"));
    Hash after = folder(in("a", emptied), in("b", filled));

    assertThat(CatalogDiff.added(Optional.of(before), after, this::object))
        .containsExactlyInAnyOrder(after, emptied, filled);
    assertThat(asked).doesNotContain(moved);
  }

  @Test
  void aFolderMovedUpOrDownIsNotNew() {
    Hash moved = folder(Entries.file("x"), in("deep", folder(Entries.file("y"))));
    Hash low = folder(in("1", folder(in("2", folder(in("m", moved))))));
    Hash high = folder(in("m", moved), Entries.file("top"));

    assertThat(CatalogDiff.added(Optional.of(low), high, this::object)).containsExactly(high);
    assertThat(CatalogDiff.added(Optional.of(high), low, this::object))
        .hasSize(3)
        .doesNotContain(moved);
  }

  @Test
  void oneFileInALargeFolderIsTwoObjects() {
    List<Entry> files = Entries.files(5_000);
    Hash before = build(files);
    files.add(Entries.file("one more"));
    Hash after = build(files);

    Set<Hash> added = CatalogDiff.added(Optional.of(before), after, this::object);

    assertThat(added).hasSize(2).contains(after);
    assertThat(asked).hasSizeLessThan(6);
  }

  @Test
  void missingObjectsOfTheNewCatalogAreTold() {
    Hash sub = folder(Entries.file("b"));
    Hash root = folder(in("sub", sub));
    objects.remove(sub);

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> CatalogDiff.added(Optional.empty(), root, this::object))
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(Kind.MISSING);
          assertThat(e.missing()).containsExactly(sub);
        });
  }

  @Test
  void missingObjectsOfTheOldCatalogDoNotMatter() {
    Hash before = folder(Entries.file("a"));
    Hash after = folder(Entries.file("b"));
    objects.remove(before);

    assertThat(CatalogDiff.added(Optional.of(before), after, this::object)).containsExactly(after);
  }

  @Property(tries = 200)
  void theOldCatalogAndTheDifferenceMakeTheNewOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int depth) {
    Random random = new Random(seed);
    Hash before = randomTree(random, depth);
    Hash after = randomTree(random, depth);

    Set<Hash> added = CatalogDiff.added(Optional.of(before), after, this::object);

    Set<Hash> have = new HashSet<>(reachable(before));
    have.addAll(added);
    assertThat(have).containsAll(reachable(after));
    assertThat(reachable(after)).containsAll(added);
  }

  /** Makes trees of so few different files that two of them share much. */
  private Hash randomTree(Random random, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      if (depth > 0 && random.nextBoolean()) {
        entries.add(in("d" + i, randomTree(random, depth - 1)));
      } else if (random.nextBoolean()) {
        entries.add(Entries.file("f" + i));
      }
    }
    return build(entries);
  }

  private Hash folder(Entry... entries) {
    return build(List.of(entries));
  }

  private Hash build(List<Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built.id();
  }

  private static Entry in(String name, Hash folder) {
    return new Entry.FolderEntry(
        new EntryName(name), folder, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);
  }

  private Optional<byte[]> object(Hash id) {
    asked.add(id);
    return Optional.ofNullable(objects.get(id));
  }

  private Set<Hash> reachable(Hash root) {
    Set<Hash> all = new HashSet<>(Set.of(root));
    for (Hash below : FolderObject.parse(root, objects.get(root)).references()) {
      all.addAll(reachable(below));
    }
    return all;
  }
}
