package runnel.node.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Whatever is done to the folder, the catalog is what a walk over it finds. */
class ShareModelTest {
  private static final List<String> NAMES = List.of("a", "b", "c d");

  sealed interface Step {
    record Write(String path, String text) implements Step {}

    record Folder(String path) implements Step {}

    record Delete(String path) implements Step {}

    record Move(String from, String to) implements Step {}

    record Rescan() implements Step {}

    record Restart() implements Step {}
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void theCatalogIsWhatAWalkFinds(@ForAll("steps") List<Step> steps) throws IOException {
    ShareKit kit = ShareKit.temporary();
    try {
      for (Step step : steps) {
        apply(kit, step);
      }
      assertThat(kit.catalog()).isEqualTo(walk(kit.folder));
      long hashed = kit.share().filesHashed();
      assertThat(kit.catalog()).isEqualTo(walk(kit.folder));
      assertThat(kit.share().filesHashed()).isEqualTo(hashed);
    } finally {
      kit.delete();
    }
  }

  private static void apply(ShareKit kit, Step step) throws IOException {
    switch (step) {
      case Step.Write write -> {
        Path path = kit.folder.resolve(write.path);
        if (!Files.isDirectory(path) && foldersAbove(kit, path)) {
          Files.writeString(path, write.text);
        }
      }
      case Step.Folder folder -> {
        Path path = kit.folder.resolve(folder.path);
        if (!Files.exists(path) && foldersAbove(kit, path)) {
          Files.createDirectory(path);
        }
      }
      case Step.Delete delete -> {
        Path path = kit.folder.resolve(delete.path);
        if (Files.exists(path)) {
          ShareKit.delete(path);
        }
      }
      case Step.Move move -> move(kit, kit.folder.resolve(move.from), kit.folder.resolve(move.to));
      case Step.Rescan _ -> assertThat(kit.catalog()).isEqualTo(walk(kit.folder));
      case Step.Restart _ -> kit.restart();
    }
  }

  private static void move(ShareKit kit, Path from, Path to) throws IOException {
    if (Files.exists(from)
        && !from.startsWith(to)
        && !to.startsWith(from)
        && foldersAbove(kit, to)) {
      if (Files.exists(to)) {
        ShareKit.delete(to);
      }
      Files.move(from, to);
    }
  }

  private static boolean foldersAbove(ShareKit kit, Path path) throws IOException {
    for (Path at = path.getParent(); !at.equals(kit.folder); at = at.getParent()) {
      if (Files.isRegularFile(at)) {
        return false;
      }
    }
    Files.createDirectories(path.getParent());
    return true;
  }

  static Map<String, String> walk(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (var below = Files.walk(folder)) {
      for (Path path : below.filter(each -> !each.equals(folder)).toList()) {
        String name = folder.relativize(path).toString();
        if (Files.isDirectory(path)) {
          found.put(name + "/", sums(path));
        } else {
          found.put(name, ShareKit.contentId(Files.readAllBytes(path)).text());
        }
      }
    }
    return found;
  }

  private static String sums(Path folder) throws IOException {
    try (var below = Files.walk(folder)) {
      List<Path> all = below.filter(each -> !each.equals(folder)).toList();
      long files = all.stream().filter(Files::isRegularFile).count();
      return files + "," + (all.size() - files);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> path =
        Arbitraries.of(NAMES)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(names -> String.join("/", names));
    Arbitrary<String> text = Arbitraries.of("", "one", "two", "three".repeat(20_000));
    return Arbitraries.<Step>frequencyOf(
            Tuple.of(5, Combinators.combine(path, text).as(Step.Write::new)),
            Tuple.of(1, path.map(Step.Folder::new)),
            Tuple.of(2, path.map(Step.Delete::new)),
            Tuple.of(4, Combinators.combine(path, path).as(Step.Move::new)),
            Tuple.of(3, Arbitraries.create(Step.Rescan::new)),
            Tuple.of(1, Arbitraries.create(Step.Restart::new)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(30);
  }
}
