package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What often goes wrong when files are shared: nothing in it, or a name that is not plain. */
final class Oddities {
  private Oddities() {}

  static void into(Path share) throws IOException {
    Path odd = Files.createDirectories(share.resolve("Odd names, and nothing"));
    Files.createFile(odd.resolve("empty file"));
    Files.createDirectory(odd.resolve("empty folder"));
    Files.writeString(odd.resolve("two  spaces and 'quotes\".txt"), "spaces\n");
    Files.writeString(odd.resolve("Grüße, 世界, привет 🎈.txt"), "Grüße\n");
    Files.writeString(Files.createDirectory(odd.resolve("Über uns")).resolve("-n"), "dash\n");
  }
}
