package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.Child;
import runnel.mount.tree.FileTree;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.Space;
import runnel.mount.tree.TreeException;

/** Listings that bring the attributes of what they name. */
class ListingTest {
  private static final int FILES = 1_000;

  @Test
  void whoHasListedAFolderKnowsTheAttributesOfAllThatIsInIt() {
    Counted tree = new Counted(files(FILES));
    try (Mounted mounted = Mounted.of(tree, ListingTest::remembering)) {
      String folder = mounted.path("folder");
      // In this order, without looking at any.
      assertThat(Shell.ok("ls", "-f", folder).text().lines()).hasSize(FILES + 2);
      int asked = tree.asked.get();
      List<String> stat = new ArrayList<>(List.of("stat", "-c", "%s"));
      IntStream.range(0, FILES).forEach(i -> stat.add(folder + "/f" + i));
      List<String> sizes = Shell.ok(stat.toArray(String[]::new)).text().lines().toList();
      assertThat(sizes).isEqualTo(IntStream.range(0, FILES).mapToObj(String::valueOf).toList());
      assertThat(tree.asked.get() - asked).as("calls for 1,000 files").isLessThan(10);
    }
  }

  @Test
  void namesSizesAndNumbersOfAListingAreThoseOfItsFiles() {
    MemoryTree tree = files(FILES);
    List<String> long255 =
        IntStream.range(0, 60).mapToObj(i -> "ü".repeat(100) + "x".repeat(53) + (10 + i)).toList();
    long255.forEach(name -> tree.file("/folder/" + name, name));
    tree.folder("/folder/below/deeper");
    try (Mounted mounted = Mounted.of(tree)) {
      String listed =
          Shell.ok("find", mounted.path("folder"), "-mindepth", "1", "-printf", "%f %s %i\n")
              .text();
      List<String> expected =
          tree.list("/folder").stream().map(ListingTest::line).sorted().toList();
      Child deeper = tree.list("/folder/below").getFirst();
      assertThat(listed.lines().sorted())
          .isEqualTo(Stream.concat(expected.stream(), Stream.of(line(deeper))).sorted().toList());
    }
  }

  @Test
  void whatVanishesWhileItIsListedSpoilsNothing() {
    MemoryTree tree = files(10);
    tree.failing("/folder/f3", new TreeException(TreeException.Kind.NOT_FOUND, "gone"));
    tree.failing("/folder/f4", new TreeException(TreeException.Kind.UNREADABLE, "away"));
    tree.failing("/folder/f5", new IllegalStateException("a fault"));
    try (Mounted mounted = Mounted.of(tree)) {
      assertThat(Shell.ok("ls", "-f", mounted.path("folder")).text().lines()).hasSize(12);
      Shell.Result stat =
          Shell.start("stat", "-c", "%n %s", mounted.path("folder/f2"), mounted.path("folder/f3"))
              .await();
      assertThat(stat.text()).endsWith("f2 2");
      assertThat(stat.errors()).contains("No such file");
    }
  }

  @Test
  void whoGoesOnAtAPlaceThatIsNoneDoesNoHarm() {
    try (Mounted mounted = Mounted.of(files(300))) {
      String folder = mounted.path("folder");
      String seek =
          """
          import ctypes, os, sys
          c = ctypes.CDLL(None)
          b = ctypes.create_string_buffer(4096)
          f = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)
          for o in range(0, 9000, 7):
              os.lseek(f, o, 0)
              c.syscall(217, f, b, 4096)  # getdents64 of x86_64
          """;
      Shell.ok("python3", "-c", seek, folder);
      assertThat(Shell.ok("ls", "-l", folder).text().lines()).hasSize(301);
    }
  }

  private static String line(Child child) {
    return child.name() + " " + child.attributes().size() + " " + child.attributes().inode();
  }

  private static MountSettings remembering(MountSettings settings) {
    return settings.withAttributeTimeout(Duration.ofMinutes(10));
  }

  /** Each as long as its number says. */
  private static MemoryTree files(int count) {
    MemoryTree tree = new MemoryTree();
    IntStream.range(0, count).forEach(i -> tree.file("/folder/f" + i, new byte[i]));
    return tree;
  }

  /** Counts what it is asked of single paths. */
  private static final class Counted implements FileTree {
    private final AtomicInteger asked = new AtomicInteger();
    private final FileTree tree;

    Counted(FileTree tree) {
      this.tree = tree;
    }

    @Override
    public Attributes attributes(String path) {
      asked.incrementAndGet();
      return tree.attributes(path);
    }

    @Override
    public List<Child> list(String path) {
      return tree.list(path);
    }

    @Override
    public OpenedFile open(String path) {
      return tree.open(path);
    }

    @Override
    public Space space() {
      return tree.space();
    }

    @Override
    public Map<String, String> extendedAttributes(String path) {
      return tree.extendedAttributes(path);
    }
  }
}
