package runnel.indexd.content;

/** A proof that can't be given or does not fit. The message says for what and why. */
public final class ProofException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** The content has no such range; the request is wrong. */
    NO_SUCH_RANGE,
    /** The source lacks a hash that the proof needs; another source may have it. */
    UNKNOWN_HASH,
    /** The hashes do not follow from the content id: whoever sent them is wrong. */
    WRONG
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  ProofException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }
}
