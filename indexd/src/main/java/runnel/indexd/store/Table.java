package runnel.indexd.store;

/**
 * A named ordered map within a store; keys are ordered as unsigned bytes.
 *
 * @param name 1 to 32 lower-case letters or dashes, not {@code schema}
 */
public record Table(String name) {
  /** The longest key, in bytes: LMDB's default. */
  public static final int KEY_BYTES_MAX = 511;

  public Table {
    if (!name.matches("[a-z-]{1,32}") || name.equals(Schema.TABLE)) {
      throw new IllegalArgumentException(
          "a table's name is 1 to 32 lower-case letters or dashes, not '" + name + "'");
    }
  }
}
