package runnel.indexd.catalog;

import java.util.List;
import runnel.indexd.content.Hash;

/** A part of a catalog that can't be believed or is not there. The message says which and why. */
public final class CatalogException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** The bytes are not in the one form that the format allows: whoever made them is wrong. */
    MALFORMED,
    /** The bytes exceed a limit of {@link CatalogLimits}. */
    TOO_LARGE,
    /** The bytes are not those that the id names: whoever sent them is wrong. */
    WRONG_HASH,
    /** The signature is not the owner's. */
    WRONG_SIGNATURE,
    /** Objects are not known here; see {@link CatalogException#missing}. */
    MISSING
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient List<Hash> missing;

  CatalogException(Kind kind, String message) {
    this(kind, message, List.of());
  }

  private CatalogException(Kind kind, String message, List<Hash> missing) {
    super(message);
    this.kind = kind;
    this.missing = List.copyOf(missing);
  }

  static CatalogException missing(Hash root, List<Hash> ids) {
    return new CatalogException(
        Kind.MISSING, ids.size() + " objects of " + root + " are not known here", ids);
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }

  /**
   * The ids of objects to get before trying again, at most {@link CatalogLimits#MISSING_IDS} and
   * perhaps not all; empty for other kinds.
   */
  public List<Hash> missing() {
    return missing == null ? List.of() : missing;
  }
}
