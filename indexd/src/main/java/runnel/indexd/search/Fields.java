package runnel.indexd.search;

/** The fields of Lucene's documents. Whoever changes their meaning raises {@link #FORMAT}. */
final class Fields {
  /** Kept with each commit; a folder of another format is made anew. */
  static final String FORMAT = "2";

  /** The words of an entry's name, of its metadata, and of the folders above it. */
  static final String NAME = "name";

  static final String METADATA = "metadata";
  static final String FOLDERS = "folders";

  /** The first one and first two characters of each word of the name: there are too many words. */
  static final String BEGINNINGS = "beginnings";

  /** Owner (32 bytes), then the path in UTF-8 with a slash before each name. */
  static final String KEY = "key";

  static final String OWNER = "owner";

  /** Which walk over the catalog added it. */
  static final String WALK = "walk";

  /** {@link #FILE} or {@link #FOLDER}. */
  static final String KIND = "kind";

  /** What follows a dot in a file's name, up to three of them, in lower case. */
  static final String EXTENSION = "extension";

  /** A file's media type in lower case, or {@link #NO_TYPE}. */
  static final String TYPE = "type";

  /** A file's length. */
  static final String BYTES = "bytes";

  /** By which documents lie in a segment and hits of one rank are sorted: shorter names first. */
  static final String ORDER = "order";

  /** The entry itself, see {@link StoredEntry}. */
  static final String ENTRY = "entry";

  /** Owner of a catalog that is there as a whole; such documents have none of the fields above. */
  static final String WHOLE = "whole";

  static final String EDITION = "edition";

  static final String FILE = "file";
  static final String FOLDER = "folder";
  static final String NO_TYPE = "-";

  private Fields() {}
}
