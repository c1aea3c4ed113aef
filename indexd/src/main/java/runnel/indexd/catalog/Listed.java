package runnel.indexd.catalog;

import java.util.Optional;

/**
 * An entry as it stands on a page.
 *
 * @param name its name, if a folder can hold it
 * @param entry the entry; with a stand-in for a name if the name is none
 */
record Listed(Name name, Entry entry) {
  /** Says whether a folder can hold the entry. */
  boolean isShown() {
    return name.problem().isEmpty();
  }

  /**
   * A name as it stands on a page.
   *
   * @param raw its bytes
   * @param name the name; a stand-in if the bytes are none
   * @param problem why the bytes are no name; empty if they are one
   */
  record Name(RawName raw, EntryName name, Optional<String> problem) {
    private static final EntryName STAND_IN = new EntryName("?");

    static Name of(RawName raw) {
      try {
        return new Name(raw, raw.name(), Optional.empty());
      } catch (IllegalArgumentException e) {
        return new Name(raw, STAND_IN, Optional.of(e.getMessage()));
      }
    }
  }
}
