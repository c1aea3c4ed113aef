package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.Hash;

class FolderTest {
  @Provide
  Arbitrary<List<Entry>> entries() {
    return Entries.any().list().ofMaxSize(30).uniqueElements(Entry::name);
  }

  @Property(tries = 200)
  void whatIsBuiltReadsBack(@ForAll("entries") List<Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);

    Folder folder = read(built);

    assertThat(folder.entries()).containsExactlyInAnyOrderElementsOf(entries);
    assertThat(folder.entries()).isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
    assertThat(folder.skipped()).isEmpty();
    for (Entry entry : entries) {
      assertThat(folder.find(entry.name())).contains(entry);
    }
    assertThat(folder.files()).isEqualTo(built.files());
    assertThat(folder.folders()).isEqualTo(built.folders());
    assertThat(folder.size()).isEqualTo(built.size());
  }

  @Property(tries = 100)
  void theOrderOfBuildingDoesNotMatter(@ForAll("entries") List<Entry> entries, @ForAll long seed) {
    List<Entry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(FolderBuilder.build(shuffled).id()).isEqualTo(FolderBuilder.build(entries).id());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 512, 513, 5_000, 20_000})
  void foldersOfAnySizeReadBack(int count) {
    BuiltFolder built = FolderBuilder.build(Entries.files(count));

    Folder folder = read(built);

    assertThat(folder.entries()).hasSize(count);
    assertThat(folder.files()).isEqualTo(count);
    assertThat(folder.find(new EntryName("no such file"))).isEmpty();
    assertThat(built.objects().size() == 1).isEqualTo(count <= 512);
    assertThat(built.objects().values()).allMatch(bytes -> bytes.length <= 1 << 20);
  }

  @Property(tries = 20)
  void oneInsertChangesOnePageAndTheBranchesAboveIt(
      @ForAll @IntRange(min = 520, max = 20_000) int count, @ForAll long seed) {
    List<Entry> files = Entries.files(count);
    BuiltFolder before = FolderBuilder.build(files);
    files.add(Entries.file("new " + seed));
    BuiltFolder after = FolderBuilder.build(files);

    Set<Hash> added = new HashSet<>(after.objects().keySet());
    added.removeAll(before.objects().keySet());

    // Two branches and a page; or, where that page was full, 16 pages in its place.
    assertThat(added.size()).isBetween(2, 2 + 1 + 16);
    assertThat(added).contains(after.id());
  }

  @Test
  void theLargestEntriesFitOnAPage() {
    List<Entry> largest = new ArrayList<>();
    for (int i = 0; i < CatalogLimits.PAGE_ENTRIES; i++) {
      largest.add(LargestEntry.named("%03d".formatted(i) + "x".repeat(EntryName.MAX_BYTES - 3)));
    }

    BuiltFolder built = FolderBuilder.build(largest);

    assertThat(read(built).entries()).hasSize(CatalogLimits.PAGE_ENTRIES);
  }

  @Test
  void sumsStopAtTheLargestNumber() {
    List<Entry> huge =
        List.of(Entries.file("a", Long.MAX_VALUE), Entries.file("b", Long.MAX_VALUE));

    assertThat(FolderBuilder.build(huge).size()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void referencesNamePagesAndSubFolders() {
    Hash below = Hash.digest(new byte[1]);
    BuiltFolder small =
        FolderBuilder.build(List.of(Entries.folder("sub", below), Entries.file("file")));
    assertThat(FolderObject.parse(small.id(), small.objects().get(small.id())).references())
        .containsExactly(below);

    BuiltFolder large = FolderBuilder.build(Entries.files(600));
    Set<Hash> pages = new HashSet<>(large.objects().keySet());
    pages.remove(large.id());
    assertThat(FolderObject.parse(large.id(), large.objects().get(large.id())).references())
        .isEqualTo(pages);
  }

  @Test
  void missingObjectsAreNamed() {
    BuiltFolder built = FolderBuilder.build(Entries.files(600));
    Map<Hash, byte[]> partly = new HashMap<>(built.objects());
    List<Hash> pages = partly.keySet().stream().filter(id -> !id.equals(built.id())).toList();
    partly.keySet().removeAll(pages.subList(0, 3));

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> Folder.read(built.id(), id -> Optional.ofNullable(partly.get(id))))
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(CatalogException.Kind.MISSING);
          assertThat(e.missing()).containsExactlyInAnyOrderElementsOf(pages.subList(0, 3));
        });
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> Folder.read(built.id(), _ -> Optional.empty()))
        .satisfies(e -> assertThat(e.missing()).containsExactly(built.id()));
  }

  @Test
  void twoEntriesOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FolderBuilder.build(List.of(Entries.file("a"), Entries.file("a", 2))));
  }

  @Test
  void namesThatDifferInCaseOnlyAreTwo() {
    BuiltFolder built =
        FolderBuilder.build(List.of(Entries.file("A"), Entries.file("a"), Entries.file("ä")));

    assertThat(read(built).entries())
        .extracting(entry -> entry.name().text())
        .containsExactly("A", "a", "ä");
  }

  private static Folder read(BuiltFolder built) {
    return Folder.read(built.id(), id -> Optional.ofNullable(built.objects().get(id)));
  }
}
