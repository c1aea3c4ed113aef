package runnel.node.tree;

import java.util.List;
import java.util.Set;
import runnel.indexd.catalog.EntryName;

/**
 * Names that desktop programs look for in every folder they come to, without a person's asking.
 *
 * <p>They are answered from what is known already: a folder that nobody has looked at is not
 * fetched from somewhere because a file manager wonders whether it has a trash.
 */
final class ProbeNames {
  private static final Set<String> WHOLE =
      Set.of(
          // GLib and GVfs: what not to show, what the volume is called, what to start.
          ".hidden",
          ".xdg-volume-info",
          "autorun.inf",
          ".autorun",
          "autorun",
          "autorun.sh",
          // KDE's settings of a folder.
          ".directory",
          // Windows and macOS, by way of Samba and of archives.
          "desktop.ini",
          "Desktop.ini",
          "Thumbs.db",
          "ehthumbs.db",
          ".DS_Store",
          ".localized",
          ".Spotlight-V100",
          ".fseventsd",
          ".metadata_never_index",
          // What keeps indexers and players out.
          ".trackerignore",
          ".nomedia",
          ".comments");

  /** The trash of a volume (freedesktop.org's trash specification), and macOS's resource forks. */
  private static final List<String> BEGINNINGS = List.of(".Trash", "._");

  private ProbeNames() {}

  static boolean has(EntryName name) {
    String text = name.text();
    return WHOLE.contains(text) || BEGINNINGS.stream().anyMatch(text::startsWith);
  }
}
