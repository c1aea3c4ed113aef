package runnel.ctl.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.home.IoReason;

/**
 * A bookmark of GTK's file managers and choosers, {@code gtk-3.0/bookmarks}, and a desktop entry
 * (specifications.freedesktop.org/desktop-entry-spec) that opens the drive in whatever opens
 * folders.
 */
public final class Desktop {
  private static final String LABEL = "Runnel";

  private final Path bookmarks;
  private final Path entry;

  /**
   * @param configuration the user's folder of settings, such as {@code ~/.config}
   * @param data the user's folder of data, such as {@code ~/.local/share}
   */
  public Desktop(Path configuration, Path data) {
    bookmarks = configuration.resolve("gtk-3.0/bookmarks");
    entry = data.resolve("applications/runnel.desktop");
  }

  /**
   * Adds both, in the place of earlier ones.
   *
   * @param folder the absolute path that they open
   * @throws CtlException FAILED if a file can't be written
   */
  public void add(Path folder) {
    List<String> lines = new ArrayList<>(others());
    lines.add(folder.toUri().toASCIIString().replaceAll("/$", "") + " " + LABEL);
    write(bookmarks, lines);
    write(
        entry,
        List.of(
            "[Desktop Entry]",
            "Type=Application",
            "Name=" + LABEL,
            "Comment=What others on this network share",
            "Icon=folder-remote",
            "Exec=xdg-open " + quoted(folder.toString()),
            "Categories=Network;FileTransfer;",
            "Terminal=false"));
  }

  /** Takes both away; nothing if they are not there. */
  public void remove() {
    try {
      List<String> others = others();
      if (Files.exists(bookmarks)) {
        write(bookmarks, others);
      }
      Files.deleteIfExists(entry);
    } catch (IOException e) {
      throw failed(entry, e);
    }
  }

  private List<String> others() {
    try {
      return Files.readAllLines(bookmarks).stream()
          .filter(line -> !line.endsWith(" " + LABEL))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failed(bookmarks, e);
    }
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** As the specification quotes an argument, twice: once for the value, once for Exec. */
  private static String quoted(String argument) {
    String exec = argument.replaceAll("([\"`$\\\\])", "\\\\$1").replace("%", "%%");
    return "\"" + exec.replace("\\", "\\\\") + "\"";
  }

  private static CtlException failed(Path file, IOException cause) {
    return new CtlException(
        Kind.FAILED, "cannot change " + file + ": " + IoReason.of(cause), cause);
  }
}
