package runnel.ctl.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopTest {
  @TempDir private Path home;

  @Test
  void bookmarkAndEntryAreAddedOnceAndTakenAwayAgain() throws IOException {
    Path bookmarks = Files.createDirectories(home.resolve("c/gtk-3.0")).resolve("bookmarks");
    Files.writeString(bookmarks, "file:///home/ann/music\n");
    Path entry = home.resolve("d/applications/runnel.desktop");
    Desktop desktop = new Desktop(home.resolve("c"), home.resolve("d"));

    desktop.add(Path.of("/home/ann/old"));
    desktop.add(Path.of("/home/ann/My $Runnel ü/peers"));
    assertThat(Files.readAllLines(bookmarks))
        .containsExactly(
            "file:///home/ann/music", "file:///home/ann/My%20$Runnel%20%C3%BC/peers Runnel");
    assertThat(Files.readString(entry))
        .startsWith("[Desktop Entry]\n")
        .contains("Exec=xdg-open \"/home/ann/My \\\\$Runnel ü/peers\"\n");

    desktop.remove();
    desktop.remove();
    assertThat(Files.readAllLines(bookmarks)).containsExactly("file:///home/ann/music");
    assertThat(entry).doesNotExist();
  }
}
