package runnel.indexd.catalog;

/**
 * Where two catalogs differ.
 *
 * @param path the entry that came, went or is another
 * @param below whether everything below it may differ, too: it came or went with all that it held
 */
public record ChangedPath(EntryPath path, boolean below) {}
