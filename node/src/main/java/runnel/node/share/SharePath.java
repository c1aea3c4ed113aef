package runnel.node.share;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import runnel.indexd.catalog.EntryName;

/**
 * Where an entry is within a share: names from the top folder down, joined by {@code /}.
 *
 * @param text the names; empty for the top folder itself
 */
public record SharePath(String text) {
  /** The top folder. */
  public static final SharePath TOP = new SharePath("");

  public SharePath {
    if (!text.isEmpty()) {
      Arrays.stream(text.split("/", -1)).forEach(EntryName::new);
    }
  }

  static SharePath of(Collection<EntryName> names) {
    return new SharePath(String.join("/", names.stream().map(EntryName::text).toList()));
  }

  /** Returns the path of an entry of this folder. */
  public SharePath child(EntryName name) {
    return new SharePath(text.isEmpty() ? name.text() : text + "/" + name.text());
  }

  /** Returns the names from the top down; none for the top folder. */
  public List<EntryName> names() {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split("/", -1)).map(EntryName::new).toList();
  }

  /** The first name; not for the top folder, which has none. */
  EntryName first() {
    int slash = text.indexOf('/');
    return new EntryName(slash < 0 ? text : text.substring(0, slash));
  }

  /** Says whether it is one name, an entry of the top folder. */
  boolean isName() {
    return !text.isEmpty() && text.indexOf('/') < 0;
  }

  /** The bytes of all names but the first; none if there is only one. */
  byte[] rest() {
    int slash = text.indexOf('/');
    return slash < 0 ? new byte[0] : text.substring(slash + 1).getBytes(StandardCharsets.UTF_8);
  }

  /** The folder that it is in; the top folder is in itself. */
  SharePath parent() {
    int slash = text.lastIndexOf('/');
    return slash < 0 ? TOP : new SharePath(text.substring(0, slash));
  }

  /** Returns the bytes of UTF-8. */
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
