package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

class StreaksTest {
  private static final long KIB4 = 4096;

  private final Streaks<Entry.FileEntry> streaks = Streaks.ofSmallFiles();
  private final Streaks<Entry.FolderEntry> walks = Streaks.ofFolders();

  @Test
  void threeFilesInOrderOfTheListingBringTheNext() {
    List<Entry> entries = files(10, KIB4);
    assertThat(open(entries, 0)).isEmpty();
    assertThat(open(entries, 1)).isEmpty();
    assertThat(open(entries, 2)).isEqualTo(contents(entries, 3, 10));
    assertThat(open(entries, 3)).isEmpty();
  }

  @Test
  void threeFilesInOrderOfTheInodesBringTheNext() {
    List<Entry> entries = files(20, KIB4);
    assertThat(open(entries, 19)).isEmpty();
    assertThat(open(entries, 18)).isEmpty();
    assertThat(open(entries, 17)).hasSize(17).contains(file(entries, 0).content().orElseThrow());
  }

  @Test
  void anyOtherOrderBringsNothing() {
    List<Entry> entries = files(100, KIB4);
    for (int i : List.of(50, 3, 70, 20, 90, 10, 60, 30)) {
      assertThat(open(entries, i)).isEmpty();
    }
  }

  @Test
  void atMostOneMebibyteIsAheadAndEveryFileComesOnce() {
    List<Entry> entries = files(1_000, 20_000);
    List<ContentId> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.addAll(open(entries, i));
      long ahead = (3L + all.size() - (i + 1)) * 20_000;
      assertThat(ahead).isLessThanOrEqualTo(Streaks.OF_FILES.weightMax());
    }
    assertThat(all).isEqualTo(contents(entries, 3, 1_000));
  }

  @Test
  void tinyFilesComeAtMostAsManyAsOneRequestNames() {
    List<Entry> entries = files(1_000, 1);
    open(entries, 0);
    open(entries, 1);
    assertThat(open(entries, 2)).hasSize(Streaks.OF_FILES.countMax());
  }

  @Test
  void largeAndUnhashedFilesAreLeftOut() {
    List<Entry> entries = new ArrayList<>(files(3, KIB4));
    entries.add(entry("large", Streaks.SMALL_BYTES + 1, true));
    entries.add(entry("new", KIB4, false));
    entries.add(entry("small", KIB4, true));
    open(entries, 0);
    open(entries, 1);
    assertThat(open(entries, 2)).containsExactly(file(entries, 5).content().orElseThrow());
  }

  private List<ContentId> open(List<Entry> entries, int which) {
    return streaks
        .taken("folder", entries, entries.get(which), entry -> 1_000_000 - entries.indexOf(entry))
        .stream()
        .map(file -> file.content().orElseThrow())
        .toList();
  }

  @Test
  void twoFoldersInOrderBringTheNextOnesUntilTheirFilesAreEnough() {
    List<Entry> entries = folders(10, 1_000);
    entries.add(3, entry("x", KIB4, true));
    assertThat(list(entries, 0)).isEmpty();
    assertThat(list(entries, 1)).isEqualTo(List.of("d00002", "d00003", "d00004", "d00005"));
    assertThat(list(entries, 2)).isEmpty();
    assertThat(list(entries, 4)).isEqualTo(List.of("d00006", "d00007"));
  }

  @Test
  void oneHugeFolderComesAloneWhateverItsOwnerClaims() {
    List<Entry> entries = folders(4, Long.MAX_VALUE);
    list(entries, 0);
    assertThat(list(entries, 1)).isEqualTo(List.of("d00002"));
  }

  @Test
  void foldersLookedAtHereAndThereBringNothing() {
    List<Entry> entries = folders(100, 3);
    for (int i : List.of(50, 3, 70, 20, 90, 10)) {
      assertThat(list(entries, i)).isEmpty();
    }
  }

  @Test
  void inAnEnormousFolderNothingIsFetchedAhead() {
    List<Entry> entries = folders(100_001, 1);
    list(entries, 0);
    assertThat(list(entries, 1)).isEmpty();
  }

  private List<String> list(List<Entry> entries, int which) {
    return walks.taken("folder", entries, entries.get(which), entries::indexOf).stream()
        .map(folder -> folder.name().text())
        .distinct() // The order by inodes is that of the listing here.
        .toList();
  }

  private static List<Entry> folders(int count, long files) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> folder("d%05d".formatted(i), files)).toList());
  }

  private static Entry folder(String name, long files) {
    Hash id = Hash.digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Entry.FolderEntry(
        new EntryName(name), id, files, files, 0, Instant.EPOCH, Instant.EPOCH);
  }

  private static List<ContentId> contents(List<Entry> entries, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> file(entries, i).content().orElseThrow())
        .toList();
  }

  private static Entry.FileEntry file(List<Entry> entries, int which) {
    return (Entry.FileEntry) entries.get(which);
  }

  private static List<Entry> files(int count, long size) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry("f%05d".formatted(i), size, true))
        .toList();
  }

  private static Entry entry(String name, long size, boolean hashed) {
    ContentId content =
        ContentId.of(size, Hash.digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return new Entry.FileEntry(
        new EntryName(name),
        size,
        Instant.EPOCH,
        false,
        VersionTag.of(new byte[VersionTag.BYTES]),
        hashed ? Optional.of(content) : Optional.empty(),
        Instant.EPOCH,
        Map.of());
  }
}
