package runnel.indexd.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an entry is: the names from the top of a catalog down to it.
 *
 * @param names at most {@link CatalogLimits#PATH_LEVELS}; none for the top itself
 */
public record EntryPath(List<EntryName> names) {
  /** The catalog's top folder, which has no name. */
  public static final EntryPath TOP = new EntryPath(List.of());

  public EntryPath {
    names = List.copyOf(names);
  }

  /** Returns the path of these names. */
  public static EntryPath of(String... names) {
    return new EntryPath(List.of(names).stream().map(EntryName::new).toList());
  }

  /** Returns the path of an entry of this folder, unless it is deeper or longer than the limits. */
  public Optional<EntryPath> child(EntryName name) {
    List<EntryName> longer = new ArrayList<>(names.size() + 1);
    longer.addAll(names);
    longer.add(name);
    EntryPath child = new EntryPath(longer);
    boolean fits =
        longer.size() <= CatalogLimits.PATH_LEVELS
            && child.utf8().length <= CatalogLimits.PATH_BYTES;
    return fits ? Optional.of(child) : Optional.empty();
  }

  public boolean isTop() {
    return names.isEmpty();
  }

  /** Returns the names in UTF-8, each after a slash; empty for the top. */
  public byte[] utf8() {
    StringBuilder text = new StringBuilder();
    names.forEach(name -> text.append('/').append(name.text()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return new String(utf8(), StandardCharsets.UTF_8);
  }
}
