package runnel.ctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.ctl.text.Sizes;

/** The folders of a node: may they be used, are they apart, is there room. */
final class FolderChecks {
  /** The cache wants a gibibyte at least. */
  private static final long FREE_BYTES_LEAST = 1L << 30;

  private FolderChecks() {}

  /**
   * The folders.
   *
   * @param state keys, stores, cache
   * @param share what is shared
   * @param downloads where downloads go
   * @param mount where the network is mounted, if it is
   */
  record Folders(Path state, Path share, Path downloads, Optional<Path> mount) {
    Map<String, Path> byName() {
      Map<String, Path> folders = new LinkedHashMap<>();
      folders.put("state", state);
      folders.put("share", share);
      folders.put("downloads", downloads);
      mount.ifPresent(path -> folders.put("mount", path));
      return folders;
    }
  }

  static List<Check> of(Folders folders) {
    List<Check> checks = new ArrayList<>();
    folders
        .byName()
        .forEach((name, folder) -> {
          if (!name.equals("mount")) { // It may hang, and is empty or the node's.
            checks.add(writable(name, folder));
          }
        });
    checks.add(apart(folders.byName()));
    checks.add(room(folders.state()));
    return checks;
  }

  private static Check writable(String name, Path folder) {
    Path there = nearest(folder);
    String what = there.equals(folder) ? "" : " (not made yet)";
    if (!Files.isDirectory(there)) {
      return Check.fail(
          name + " folder", there + " is no folder", "move it away, or choose another folder");
    }
    return Files.isWritable(there) && Files.isExecutable(there)
        ? Check.ok(name + " folder", folder + what)
        : Check.fail(
            name + " folder",
            "you may not write into " + there,
            "choose another folder, or: chown %s '%s'"
                .formatted(System.getProperty("user.name"), there));
  }

  private static Check apart(Map<String, Path> folders) {
    List<String> inside = new ArrayList<>();
    folders.forEach((outerName, outer) ->
        folders.forEach((name, folder) -> {
          if (!name.equals(outerName) && folder.normalize().startsWith(outer.normalize())) {
            inside.add("the %s folder is in the %s folder".formatted(name, outerName));
          }
        }));
    return inside.isEmpty()
        ? Check.ok("folders", "none is in another")
        : Check.fail(
            "folders",
            String.join(", ", inside),
            "choose folders that are apart: runnel up --share DIR --mount DIR");
  }

  private static Check room(Path state) {
    try {
      long free = Files.getFileStore(nearest(state)).getUsableSpace();
      String found = Sizes.of(free) + " free for the cache";
      return free >= FREE_BYTES_LEAST
          ? Check.ok("room", found)
          : Check.warn("room", found, "make room; until then little of what is read is kept");
    } catch (IOException e) {
      return Check.warn("room", "can't be told: " + e.getMessage(), "see that the disk is well");
    }
  }

  /** The folder, or what of the path above it is there. */
  private static Path nearest(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
