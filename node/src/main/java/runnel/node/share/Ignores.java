package runnel.node.share;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.OpenedFile;

/**
 * What {@code .runnelignore} files say, in the syntax of {@code .gitignore}: each counts for its
 * folder and what is below, and the deeper one has the last word. For one scan, on one thread.
 */
final class Ignores {
  /** The name of such a file. */
  static final EntryName FILE = new EntryName(".runnelignore");

  /** A page of rules is usual; a longer file is no list of rules. */
  private static final int BYTES_MAX = 256 * 1024;

  /** Deeper folders ask for the rules above them again and again. */
  private static final int KEPT_MAX = 1000;

  private final Roots roots;
  private final Map<SharePath, Rules> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SharePath, Rules> eldest) {
          return size() > KEPT_MAX;
        }
      };

  Ignores(Roots roots) {
    this.roots = roots;
  }

  /** The rules for the entries of one folder. */
  record Rules(SharePath folder, Optional<IgnoreNode> own, Optional<Rules> above) {

    boolean ignores(EntryName name, boolean isFolder) {
      return (own.isPresent() || above.isPresent()) && ignored(folder.child(name), isFolder);
    }

    private boolean ignored(SharePath entry, boolean isFolder) {
      Boolean said = own.map(node -> node.checkIgnored(below(entry), isFolder)).orElse(null);
      return said != null ? said : above.map(rules -> rules.ignored(entry, isFolder)).orElse(false);
    }

    private String below(SharePath entry) {
      int prefix = folder.text().isEmpty() ? 0 : folder.text().length() + 1;
      return entry.text().substring(prefix);
    }
  }

  Rules of(SharePath folder) {
    Rules known = kept.get(folder);
    if (known == null) {
      known = load(folder);
      kept.put(folder, known);
    }
    return known;
  }

  /** Folders without rules of their own pass on the rules of the nearest one that has some. */
  private Rules load(SharePath folder) {
    Optional<Rules> above =
        folder.equals(SharePath.TOP)
            ? Optional.empty()
            : Optional.of(of(folder.parent()))
                .filter(rules -> rules.own.isPresent())
                .or(() -> of(folder.parent()).above);
    return new Rules(folder, read(folder), above);
  }

  private Optional<IgnoreNode> read(SharePath folder) {
    try (OpenedFile file = roots.openFile(folder.child(FILE))) {
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(file.facts().size(), BYTES_MAX));
      int read = file.read(0, bytes);
      byte[] text = new byte[read];
      bytes.flip().get(text);
      IgnoreNode node = new IgnoreNode();
      node.parse(new ByteArrayInputStream(text));
      return Optional.of(node);
    } catch (BeneathException e) {
      return Optional.empty(); // There is none, as a rule.
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }
}
