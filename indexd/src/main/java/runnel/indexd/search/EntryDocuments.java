package runnel.indexd.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.search.Documents.Place;
import runnel.indexd.search.Documents.Walk;

/**
 * Makes entries' documents. For one thread: it remembers the words of the folder it was last in.
 */
final class EntryDocuments {
  /** Metadata that is no text to search in: it has a filter of its own. */
  private static final String TYPE = "type";

  private static final int EXTENSIONS = 3;
  private static final int EXTENSION_CHARS = 32;
  private static final int BEGINNING = 2;
  private static final int TYPE_CHARS = 128;

  private List<EntryName> folder = List.of();
  private Set<String> folderWords = Set.of();

  Document of(Place place, Entry entry, Walk walk) {
    Document document = new Document();
    document.add(new StringField(Fields.KEY, key(place), Store.NO));
    BytesRef owner = new BytesRef(place.owner().hash().bytes());
    document.add(new StringField(Fields.OWNER, owner, Store.NO));
    document.add(new StringField(Fields.WALK, walkTerm(walk), Store.NO));
    document.add(new NumericDocValuesField(Fields.ORDER, order(place)));
    document.add(
        new StoredField(Fields.ENTRY, StoredEntry.encode(place.owner(), place.path(), entry)));
    Set<String> name = Words.of(entry.name().text());
    addAll(document, Fields.NAME, name);
    addAll(document, Fields.BEGINNINGS, beginnings(name));
    addAll(document, Fields.FOLDERS, folderWords(place.path()));
    switch (entry) {
      case Entry.FileEntry file -> addFile(document, file);
      case Entry.FolderEntry _ ->
          document.add(new StringField(Fields.KIND, Fields.FOLDER, Store.NO));
    }
    return document;
  }

  static BytesRef key(Place place) {
    byte[] owner = place.owner().hash().bytes();
    byte[] path = place.path().utf8();
    byte[] key = java.util.Arrays.copyOf(owner, owner.length + path.length);
    System.arraycopy(path, 0, key, owner.length, path.length);
    return new BytesRef(key);
  }

  static String walkTerm(Walk walk) {
    return Long.toHexString(walk.number());
  }

  private static void addFile(Document document, Entry.FileEntry file) {
    document.add(new StringField(Fields.KIND, Fields.FILE, Store.NO));
    document.add(new LongPoint(Fields.BYTES, file.size()));
    String type = file.metadata().getOrDefault(TYPE, Fields.NO_TYPE).toLowerCase(Locale.ROOT);
    String cut = type.substring(0, Math.min(type.length(), TYPE_CHARS));
    document.add(new StringField(Fields.TYPE, cut, Store.NO));
    addAll(document, Fields.EXTENSION, extensions(file.name().text()));
    Set<String> words = new LinkedHashSet<>();
    for (Map.Entry<String, String> fact : file.metadata().entrySet()) {
      if (!fact.getKey().equals(TYPE)) {
        Words.addTo(words, fact.getValue());
      }
    }
    addAll(document, Fields.METADATA, words);
  }

  private static void addAll(Document document, String field, Set<String> words) {
    words.forEach(word -> document.add(new StringField(field, word, Store.NO)));
  }

  /** Returns what comes after the last dot, the last two, and the last three. */
  private static Set<String> extensions(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Set<String> extensions = new LinkedHashSet<>();
    int dot = lower.lastIndexOf('.');
    while (dot >= 0 && extensions.size() < EXTENSIONS) {
      String extension = lower.substring(dot + 1);
      if (extension.length() > EXTENSION_CHARS) {
        break;
      }
      extensions.add(extension);
      dot = lower.lastIndexOf('.', dot - 1);
    }
    return extensions;
  }

  private static Set<String> beginnings(Set<String> words) {
    Set<String> beginnings = new LinkedHashSet<>();
    for (String word : words) {
      int length = word.codePointCount(0, word.length());
      for (int chars = 1; chars <= Math.min(length, BEGINNING); chars++) {
        beginnings.add(word.substring(0, word.offsetByCodePoints(0, chars)));
      }
    }
    return beginnings;
  }

  private Set<String> folderWords(EntryPath path) {
    List<EntryName> above = path.names().subList(0, path.names().size() - 1);
    if (!above.equals(folder)) {
      Set<String> words = new LinkedHashSet<>();
      for (EntryName name : above.reversed()) {
        if (words.size() < SearchLimits.FOLDER_WORDS) {
          Words.addTo(words, name.text());
        }
      }
      folder = above;
      folderWords = words;
    }
    return folderWords;
  }

  /**
   * Shorter names first; then by folder and name, in whatever order, so that what lies together
   * packs well.
   */
  private static long order(Place place) {
    List<EntryName> names = place.path().names();
    String name = names.getLast().text();
    long length = Math.min(255, name.codePointCount(0, name.length()));
    long folder = 31L * place.owner().hashCode() + names.subList(0, names.size() - 1).hashCode();
    return length << 48 | (mixed(folder) >>> 40) << 24 | mixed(name.hashCode()) >>> 40;
  }

  private static long mixed(long value) {
    return value * 0x9E3779B97F4A7C15L; // Fibonacci hashing: the high bits depend on all.
  }
}
