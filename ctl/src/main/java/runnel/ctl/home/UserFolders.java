package runnel.ctl.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folders that the user's own node uses, unless told otherwise. */
record UserFolders(Surroundings surroundings) {
  private static final String XDG_DOWNLOAD = "XDG_DOWNLOAD_DIR=";

  Path share() {
    return surroundings.userHome().resolve("Runnel-Share");
  }

  Path mount() {
    return surroundings.userHome().resolve("Runnel");
  }

  /** The XDG download folder: https://www.freedesktop.org/wiki/Software/xdg-user-dirs/ */
  Path downloads() {
    return configured().orElseGet(() -> surroundings.userHome().resolve("Downloads"));
  }

  private Optional<Path> configured() {
    try {
      return Files.readAllLines(surroundings.configuration().resolve("user-dirs.dirs")).stream()
          .map(String::strip)
          .filter(line -> line.startsWith(XDG_DOWNLOAD))
          .map(line -> line.substring(XDG_DOWNLOAD.length()).replace("\"", ""))
          .map(value -> value.replace("$HOME", surroundings.userHome().toString()))
          .map(Path::of)
          .filter(Path::isAbsolute)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // Most machines without a desktop have none.
    }
  }
}
