package runnel.indexd.store;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A store at one moment: what other transactions do meanwhile is not seen.
 *
 * <p>Valid on its thread and within the function that it was given to; afterwards every call throws
 * {@link IllegalStateException}. Arrays passed in are not kept, arrays passed out are copies.
 */
public interface ReadView {
  /** Returns the key's value. */
  Optional<byte[]> get(Table table, byte[] key);

  /**
   * Visits the entries whose key begins with the prefix, in order, as long as the predicate says
   * true. An empty prefix visits all. The predicate may read but not write.
   */
  void scan(Table table, byte[] prefix, BiPredicate<byte[], byte[]> whileTrue);

  /**
   * Visits the entries from the first key that is not below the given one to the table's end, in
   * order, as long as the predicate says true. The predicate may read but not write.
   */
  void scanFrom(Table table, byte[] firstKey, BiPredicate<byte[], byte[]> whileTrue);

  /** Returns the last entry whose key begins with the prefix. */
  Optional<Map.Entry<byte[], byte[]>> last(Table table, byte[] prefix);

  /** Returns the number of entries, at once. */
  long count(Table table);
}
