package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random changes of a tree and random questions about it, those that fail included, asked of the
 * tree itself and of its mount, against a model: a map from paths to bytes.
 */
class FileTreeModelTest {
  private static final MemoryTree TREE = new MemoryTree();
  private static final AtomicInteger LAST = new AtomicInteger();
  private static Mounted mounted;
  private static MountedView program;

  /** One step; which of its numbers matter depends on what is done. */
  record Step(What what, String path, int size, int offset, int length) {}

  enum What {
    PUT_FILE,
    PUT_FOLDER,
    REMOVE,
    STAT,
    LIST,
    READ
  }

  @BeforeContainer
  static void mount() {
    // The kernel answers nothing by itself, or the model would have to know the time.
    mounted = Mounted.of(TREE, settings -> settings.withAttributeTimeout(Duration.ZERO));
    program = new MountedView(mounted.mount().mountPoint());
  }

  @AfterContainer
  static void unmount() {
    program.close();
    mounted.close();
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void treeAndMountAnswerAsTheModelDoes(@ForAll("steps") List<Step> steps) {
    String top = "/try" + LAST.incrementAndGet();
    TREE.folder(top);
    Model model = new Model();
    View direct = new DirectView(TREE);
    for (Step step : steps) {
      String expected = model.apply(step, top);
      for (View view : List.of(direct, program)) {
        assertThat(ask(view, step, top)).as("%s of %s", step, view.getClass()).isEqualTo(expected);
      }
    }
  }

  private static String ask(View view, Step step, String top) {
    String path = top + step.path();
    return switch (step.what()) {
      case PUT_FILE, PUT_FOLDER, REMOVE -> "";
      case STAT -> view.stat(path).replaceAll("^(\\w+ \\d+) .*", "$1");
      case LIST -> view.list(path).replaceAll("(?m) \\d+$", "");
      case READ -> view.read(path, step.offset(), step.length());
    };
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> names = Arbitraries.of("/a", "/b", "/ü");
    Arbitrary<String> paths =
        names.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts));
    Arbitrary<Integer> sizes = Arbitraries.integers().between(0, 200_000);
    return Combinators.combine(Arbitraries.of(What.class), paths, sizes, sizes, sizes)
        .as((what, path, size, offset, length) -> new Step(what, path, size, offset, length + 1))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  /** Files have bytes, folders none: null. */
  private static final class Model {
    private final Map<String, byte[]> entries = new TreeMap<>();

    String apply(Step step, String top) {
      String path = step.path();
      return switch (step.what()) {
        case PUT_FILE -> put(path, bytes(step.size()), top);
        case PUT_FOLDER -> put(path, null, top);
        case REMOVE -> remove(path, top);
        case STAT -> refusal(path).orElseGet(() -> stat(path));
        case LIST -> refusal(path).orElseGet(() -> list(path));
        case READ -> refusal(path).orElseGet(() -> read(step));
      };
    }

    /** What can't be put, in a tree, is not put. */
    private String put(String path, byte[] bytes, String top) {
      boolean isFree = !entries.containsKey(path) || (bytes != null && entries.get(path) != null);
      if (isFree && !isBelowAFile(path)) {
        for (String above = parent(path); !above.isEmpty(); above = parent(above)) {
          entries.put(above, null);
        }
        entries.put(path, bytes);
        MemoryTree _ = bytes == null ? TREE.folder(top + path) : TREE.file(top + path, bytes);
      }
      return "";
    }

    private String remove(String path, String top) {
      if (entries.containsKey(path)) {
        entries.keySet().removeIf(other -> (other + "/").startsWith(path + "/"));
        TREE.remove(top + path);
      }
      return "";
    }

    private Optional<String> refusal(String path) {
      if (isBelowAFile(path)) {
        return Optional.of("ENOTDIR");
      }
      return entries.containsKey(path) ? Optional.empty() : Optional.of("ENOENT");
    }

    private boolean isBelowAFile(String path) {
      String above = parent(path);
      return !above.isEmpty() && (entries.get(above) != null || isBelowAFile(above));
    }

    private String stat(String path) {
      byte[] bytes = entries.get(path);
      return bytes == null ? "folder 0" : "file " + bytes.length;
    }

    private String list(String path) {
      if (entries.get(path) != null) {
        return "ENOTDIR";
      }
      return entries.entrySet().stream()
          .filter(entry -> parent(entry.getKey()).equals(path))
          .map(entry ->
              entry.getKey().substring(path.length() + 1)
                  + (entry.getValue() == null ? " folder" : " file"))
          .sorted()
          .reduce((a, b) -> a + "\n" + b)
          .orElse("");
    }

    private String read(Step step) {
      byte[] bytes = entries.get(step.path());
      if (bytes == null) {
        return "EISDIR";
      }
      int begin = Math.min(step.offset(), bytes.length);
      int end = Math.min(begin + step.length(), bytes.length);
      return HexFormat.of().formatHex(bytes, begin, end);
    }

    private static String parent(String path) {
      return path.substring(0, path.lastIndexOf('/'));
    }

    private byte[] bytes(int size) {
      byte[] bytes = new byte[size];
      new Random(31L * size + entries.size()).nextBytes(bytes);
      return bytes;
    }
  }
}
