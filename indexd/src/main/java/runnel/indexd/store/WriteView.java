package runnel.indexd.store;

/** A store within one write: it sees what it wrote, others see it after the commit. */
public interface WriteView extends ReadView {
  /**
   * Sets the key's value, replacing an earlier one.
   *
   * @param key 1 to {@link Table#KEY_BYTES_MAX} bytes, else {@link IllegalArgumentException}
   * @param value of any length, also empty
   */
  void put(Table table, byte[] key, byte[] value);

  /** Removes the key, and says whether it was there. */
  boolean delete(Table table, byte[] key);
}
