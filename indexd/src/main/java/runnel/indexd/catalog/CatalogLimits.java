package runnel.indexd.catalog;

/** What catalogs may grow to, each with its reason. */
public final class CatalogLimits {
  /** One object, so that a reader can hold it in memory and a sender can't fill that memory. */
  public static final int OBJECT_BYTES = 1 << 20;

  /**
   * Entries on one page: some 60 KiB, which is what a change of one entry of a large folder costs.
   * With the largest entries a page stays below {@link #OBJECT_BYTES}.
   */
  public static final int PAGE_ENTRIES = 512;

  /**
   * Entries of one folder: programs that list more give up anyway, and a reader that holds a folder
   * in memory stays below some 500 MB.
   */
  public static final int FOLDER_ENTRIES = 1 << 20;

  /** All metadata of one file as encoded; with it 512 of the largest entries fit on a page. */
  public static final int METADATA_BYTES = 1536;

  /** Levels of branches: the digits of a name's hash. */
  public static final int BRANCH_DEPTH = 64;

  /** Peers that one offer names: a head stays below 33 KiB. */
  public static final int AUDIENCE = 1000;

  /** Ids in one complaint about missing objects: what one call to an index may ask for. */
  public static final int MISSING_IDS = 1000;

  /** Levels of a path that whole catalogs are walked down to; nobody's folders are that deep. */
  public static final int PATH_LEVELS = 64;

  /** Bytes of such a path, with a slash before each name: what Linux takes as a path. */
  public static final int PATH_BYTES = 4096;

  private CatalogLimits() {}
}
