package runnel.node.share;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.beneath.FileKind;
import runnel.node.beneath.OpenedFolder;
import runnel.node.share.Skipped.Reason;

/**
 * Tells a disk that is unplugged from a folder that was emptied, so that the former empties no
 * catalog: what is gone, or is empty and on another disk than before, is away. Numbers of disks
 * change over restarts, so another number alone says nothing. For the share's own thread.
 */
final class Guard {
  private final Roots roots;
  private final Imports imports;
  private final List<Path> apart;
  private boolean acceptsEmpty;

  /** What was found of each root in this scan. */
  private final Map<SharePath, Standing> found = new HashMap<>();

  Guard(Roots roots, Imports imports, List<Path> apart) {
    this.roots = roots;
    this.imports = imports;
    this.apart = apart;
  }

  /** How a root is found. */
  sealed interface Standing {
    /** It can be read; these are its facts. */
    record Usable(FileFacts facts) implements Standing {}

    /** It says nothing of what was there before. */
    record Unusable(Reason reason) implements Standing {}
  }

  /**
   * Forgets what was found before.
   *
   * @param acceptEmpty whether a root that is empty on another disk counts as emptied
   */
  void begin(boolean acceptEmpty) {
    acceptsEmpty = acceptEmpty;
    found.clear();
  }

  /** Returns how a root is, as it was first found in this scan. */
  Standing of(SharePath anchor) {
    return found.computeIfAbsent(anchor, this::look);
  }

  /**
   * Says whether all roots still are what they were in this scan. If not, what was missed may have
   * gone with its disk.
   */
  boolean isStill() {
    return found.entrySet().stream()
        .filter(known -> known.getValue() instanceof Standing.Usable)
        .allMatch(known -> isSame(known.getValue(), look(known.getKey())));
  }

  /** Remembers on which disks the roots are now. */
  void remember() {
    found.forEach((anchor, standing) -> {
      if (standing instanceof Standing.Usable(FileFacts facts)) {
        imports.device(anchor, facts.device());
      }
    });
  }

  /** Returns the state of every root, to be compared with a later one. */
  Map<SharePath, String> signature() {
    Map<SharePath, String> states = new HashMap<>();
    states.put(SharePath.TOP, signature(look(SharePath.TOP)));
    for (Import row : roots.imports()) {
      SharePath anchor = SharePath.TOP.child(row.name());
      states.put(anchor, signature(look(anchor)));
    }
    return states;
  }

  /** A folder tells of changes itself; an imported file's folder is not watched. */
  private static String signature(Standing standing) {
    return standing instanceof Standing.Usable(FileFacts facts) && facts.kind() == FileKind.FILE
        ? facts.toString()
        : identity(standing);
  }

  private static String identity(Standing standing) {
    return switch (standing) {
      case Standing.Usable(FileFacts facts) -> facts.device() + ":" + facts.inode();
      case Standing.Unusable(Reason reason) -> reason.name();
    };
  }

  private static boolean isSame(Standing one, Standing other) {
    return identity(one).equals(identity(other));
  }

  private Standing look(SharePath anchor) {
    if (overlaps(anchor)) {
      return new Standing.Unusable(Reason.IMPORT_OVERLAPS);
    }
    try {
      FileFacts facts = roots.facts(anchor);
      if (facts.kind() == FileKind.LINK) {
        return new Standing.Unusable(Reason.AWAY); // Somebody put a link in its place.
      }
      return isEmptied(anchor, facts)
          ? new Standing.Unusable(Reason.EMPTIED)
          : new Standing.Usable(facts);
    } catch (BeneathException e) {
      return new Standing.Unusable(Reason.AWAY);
    }
  }

  private boolean isEmptied(SharePath anchor, FileFacts facts) {
    long before = imports.device(anchor);
    return facts.kind() == FileKind.FOLDER
        && !acceptsEmpty
        && before != 0
        && before != facts.device()
        && isEmpty(anchor)
        && imports.hasEntries(anchor);
  }

  private boolean isEmpty(SharePath anchor) {
    boolean[] any = {false};
    try (OpenedFolder folder = roots.openFolder(anchor)) {
      folder.list((name, kind) -> {
        any[0] = true;
        return false;
      });
    }
    return !any[0];
  }

  private boolean overlaps(SharePath anchor) {
    Optional<Path> target =
        anchor.equals(SharePath.TOP)
            ? Optional.empty()
            : roots.imported(anchor.first()).map(Import::target);
    return target.isPresent()
        && apart.stream()
            .anyMatch(own -> own.startsWith(target.get()) || target.get().startsWith(own));
  }
}
