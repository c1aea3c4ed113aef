package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.Shown;
import runnel.node.share.Skipped.Reason;

/**
 * What is not published, and why, by path: each look replaces what the last one said of the same
 * place. For one thread, but for {@link #skips}.
 */
final class SkipBook {
  /** Ten times what is shown, so that the shown ones stay right for long. */
  private static final int KEPT_MAX = 10 * Skips.LISTED_MAX;

  private final TreeMap<String, Reason> kept = new TreeMap<>();
  private long beyond;
  private volatile Skips skips = Skips.NONE;

  /** Begins a scan of everything. */
  void clear() {
    kept.clear();
    beyond = 0;
  }

  /** Forgets the entries of a folder, but not what is below them: it is being listed. */
  void listing(SharePath folder) {
    String prefix = prefix(folder);
    kept.subMap(prefix, prefix + Character.MAX_VALUE)
        .keySet()
        .removeIf(path -> path.indexOf('/', prefix.length()) < 0);
  }

  /** Forgets one entry: it is being looked at. */
  void looking(SharePath folder, EntryName name) {
    kept.remove(prefix(folder) + Shown.path(name.utf8()));
  }

  /** Forgets a folder and all below it. */
  void gone(SharePath folder) {
    String prefix = prefix(folder);
    kept.subMap(prefix, prefix + Character.MAX_VALUE).clear();
  }

  void add(byte[] path, Reason reason) {
    String shown = Shown.path(path);
    if (kept.size() < KEPT_MAX || kept.containsKey(shown)) {
      kept.put(shown, reason);
    } else {
      beyond++;
    }
  }

  /** Makes what was noted so far known. */
  void publish() {
    List<Skipped> first =
        kept.entrySet().stream()
            .limit(Skips.LISTED_MAX)
            .map(entry -> new Skipped(entry.getKey(), entry.getValue()))
            .toList();
    skips = new Skips(first, kept.size() + beyond);
  }

  /** What was last made known. Any thread. */
  Skips skips() {
    return skips;
  }

  /** The reason to skip what failed so. */
  static Reason reason(BeneathException.Kind kind) {
    return switch (kind) {
      case OUTSIDE -> Reason.LINK;
      case WRONG_KIND -> Reason.SPECIAL;
      case NOT_ALLOWED -> Reason.UNREADABLE;
      case TOO_LONG -> Reason.TOO_LONG;
      case NOT_FOUND, TOO_MANY_OPEN, BUSY, CLOSED, UNSUPPORTED, IO -> Reason.FAILED;
    };
  }

  private static String prefix(SharePath folder) {
    return folder.equals(SharePath.TOP) ? "" : Shown.path(folder.utf8()) + "/";
  }

  static byte[] path(SharePath folder, byte[] name) {
    byte[] prefix =
        folder.equals(SharePath.TOP) ? new byte[0] : (folder.text() + "/").getBytes(UTF_8);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + name.length);
    System.arraycopy(name, 0, whole, prefix.length, name.length);
    return whole;
  }
}
