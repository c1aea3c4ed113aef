import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks, or with {@code write} applies, google-java-format to every source below a folder. Run by
 * the build: {@code mvn validate} checks, {@code mvn validate -Dformat.mode=write} writes.
 */
final class Format {
  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  public static void main(String[] arguments) throws IOException, FormatterException {
    boolean write = arguments[0].equals("write");
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources(Path.of(arguments[1]))) {
      String before = Files.readString(source);
      String after = format(source, before);
      if (!before.equals(after)) {
        wrong.add(source);
        if (write) {
          Files.writeString(source, after);
        }
      }
    }
    wrong.forEach(source -> System.err.println((write ? "formatted " : "not formatted: ") + source));
    if (!write && !wrong.isEmpty()) {
      System.err.println("run: mvn validate -Dformat.mode=write");
      System.exit(1);
    }
  }

  private static String format(Path source, String text) throws FormatterException {
    try {
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
      return FORMATTER.formatSource(ordered);
    } catch (FormatterException e) {
      System.err.println("cannot format " + source);
      throw e;
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("fs-mount", "indexd", "node", "ctl")) {
      try (var walk = Files.walk(root.resolve(module).resolve("src"))) {
        walk.filter(path -> path.toString().endsWith(".java")).sorted().forEach(found::add);
      }
    }
    return found;
  }
}
