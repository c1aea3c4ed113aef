package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogWalk.Located;
import runnel.indexd.catalog.ChangedPaths.Limits;
import runnel.indexd.content.Hash;

/** Small catalogs that were made to take much time or memory to compare and walk. */
class HostileFoldersTest {
  private static final Duration SOON = Duration.ofSeconds(3);

  private final Map<Hash, byte[]> objects = new HashMap<>();
  private final List<Runnable> whenAsked = new ArrayList<>();
  private int asked;

  @Test
  void foldersThatNameOnePartAMillionTimesAreNotComparedToTheEnd() {
    Hash before = folders(100, folderOfOnePart(1));
    Hash after = folders(100, folderOfOnePart(2));
    assertThat(objects.values().stream().mapToInt(bytes -> bytes.length).sum()).isLessThan(40_000);
    Optional<List<ChangedPath>> changed =
        assertTimeout(
            SOON, () -> ChangedPaths.between(before, after, this::object, Limits.paths(4_096)));
    assertThat(changed).isEmpty();
  }

  @Test
  void whereThereIsNoMoreTimeTheComparisonEnds() {
    Hash before = build(List.of(Entries.folder("a", build(Entries.files(9)))));
    Hash after = build(List.of(Entries.folder("a", build(Entries.files(10)))));
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(9))).isPresent();
    AtomicInteger reads = new AtomicInteger();
    Limits inTime = new Limits(9, () -> reads.incrementAndGet() > 2);
    asked = 0;
    assertThat(ChangedPaths.between(before, after, this::object, inTime)).isEmpty();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void ofALargeFolderThatBecameASmallOneNoMoreIsReadThanMayHaveChanged() {
    Hash before = build(Entries.files(60_000));
    Hash after = build(Entries.files(1));
    asked = 0;
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(100))).isEmpty();
    assertThat(asked).isLessThan(20);
  }

  @Test
  void aTowerOfTheLargestFoldersIsNotInMemoryAsAWhole() {
    Hash before = tower("before", 30);
    Hash after = tower("after", 30);
    long base = usedBytes();
    List<Long> used = new ArrayList<>();
    whenAsked.add(() -> {
      if (asked % 20 == 0) {
        used.add(usedBytes() - base);
      }
    });
    asked = 0;
    assertThat(ChangedPaths.between(before, after, this::object, Limits.paths(4_096)).orElseThrow())
        .hasSize(31 + 1);
    assertThat(asked).isGreaterThan(60);
    assertThat(Collections.max(used)).isLessThan(35L << 20);
  }

  @Test
  void wherePartsListNothingInTheirSlotsAWalkGoesOnToTheNextFolder() {
    Hash root = folders(100, folderOfOnePart(1));
    List<EntryPath> visited = new ArrayList<>();
    boolean finished =
        assertTimeout(
            SOON,
            () ->
                CatalogWalk.below(
                    new Located(root, EntryPath.TOP),
                    Optional.empty(),
                    this::object,
                    (path, _) -> visited.add(path)));
    assertThat(finished).isTrue();
    assertThat(visited).filteredOn(path -> path.names().size() == 1).hasSize(100);
  }

  /** Claims as many entries as a folder may have, of one page in all slots. */
  private Branch.Part folderOfOnePart(long size) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      entries.add(Entries.file("n%02d".formatted(i), size));
    }
    Branch.Part part = part(ObjectCodec.page(entries));
    while (part.totals().entries() * Branch.SLOTS <= CatalogLimits.FOLDER_ENTRIES) {
      part = above(part, Branch.SLOTS);
    }
    int rest = (int) (CatalogLimits.FOLDER_ENTRIES / part.totals().entries());
    return rest > 1 ? above(part, rest) : part;
  }

  private Branch.Part above(Branch.Part part, int slots) {
    Map<Integer, Branch.Part> parts = new TreeMap<>();
    IntStream.range(0, slots).forEach(slot -> parts.put(slot, part));
    return part(ObjectCodec.branch(parts));
  }

  private Branch.Part part(byte[] object) {
    Hash id = Hash.digest(object);
    objects.put(id, object);
    return new Branch.Part(id, FolderObject.parse(id, object).totals());
  }

  private Hash folders(int count, Branch.Part folder) {
    return build(
        IntStream.range(0, count).mapToObj(i -> Entries.folder("f" + i, folder.id())).toList());
  }

  private Hash tower(String file, int levels) {
    Hash below = build(List.of(Entries.file("bottom"), Entries.file(file)));
    for (int level = 0; level < levels; level++) {
      List<Entry> entries = new ArrayList<>(List.of(Entries.folder("next", below)));
      for (int i = 0; i < CatalogLimits.PAGE_ENTRIES - 1; i++) {
        entries.add(LargestEntry.named(level + " " + i));
      }
      below = build(entries);
    }
    return below;
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private Hash build(List<? extends Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built.id();
  }

  private Optional<byte[]> object(Hash id) {
    asked++;
    whenAsked.forEach(Runnable::run);
    return Optional.ofNullable(objects.get(id));
  }
}
