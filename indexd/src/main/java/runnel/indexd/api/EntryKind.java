package runnel.indexd.api;

/** What an entry of a catalog is. */
public enum EntryKind {
  FILE,
  FOLDER
}
