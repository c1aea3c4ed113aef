package runnel.indexd.catalog;

/**
 * What some entries of a folder add up to. Sums stop at 2⁶³−1, whatever the order of adding.
 *
 * @param entries the entries themselves
 * @param size bytes of all files in and below them
 * @param files all files among and below them
 * @param folders all folders among and below them
 */
public record Totals(long entries, long size, long files, long folders) {
  static final Totals NONE = new Totals(0, 0, 0, 0);

  static Totals of(Entry entry) {
    return switch (entry) {
      case Entry.FileEntry file -> new Totals(1, file.size(), 1, 0);
      case Entry.FolderEntry folder ->
          new Totals(1, folder.size(), folder.files(), add(folder.folders(), 1));
    };
  }

  Totals plus(Totals other) {
    return new Totals(
        add(entries, other.entries),
        add(size, other.size),
        add(files, other.files),
        add(folders, other.folders));
  }

  private static long add(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
