package runnel.node;

import java.nio.file.Path;
import java.util.Optional;
import runnel.node.failure.NodeException;

/**
 * Where a node lives, checked: share, downloads, mount and state may not contain each other, or the
 * node would share what it fetches, or its keys.
 *
 * @param home absolute, links resolved, like all of them
 * @param share what it publishes
 * @param mount where it mounts the network; empty for not at all
 * @param downloads where downloads go
 */
record NodeFolders(Path home, Path share, Optional<Path> mount, Path downloads) {
  NodeFolders {
    requireApart("share", share, "state", state(home));
    requireApart("share", share, "downloads", downloads);
    requireApart("downloads", downloads, "state", state(home));
    mount.ifPresent(place -> requireMountApart(place, home, share, downloads));
  }

  /** Where keys, stores, cache and log are kept. */
  Path state() {
    return state(home);
  }

  private static Path state(Path home) {
    return home.resolve("state");
  }

  private static void requireMountApart(Path mount, Path home, Path share, Path downloads) {
    requireApart("mount", mount, "state", state(home));
    requireApart("mount", mount, "share", share);
    requireApart("mount", mount, "downloads", downloads);
  }

  private static void requireApart(String oneName, Path one, String otherName, Path other) {
    if (one.startsWith(other) || other.startsWith(one)) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "the %s folder %s and the %s folder %s may not contain each other; choose another --%s"
              .formatted(oneName, one, otherName, other, oneName));
    }
  }
}
