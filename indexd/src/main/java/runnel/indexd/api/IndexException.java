package runnel.indexd.api;

import java.util.List;

/** An index could not do what it was asked. The message says what, on what, why and what helps. */
public final class IndexException extends RuntimeException {
  /** Why, as far as a program needs to know. */
  public enum Kind {
    /** The name belongs to another key. */
    NAME_TAKEN,
    /** The call is wrong or exceeds a limit; asking again does not help. */
    REFUSED,
    /** The index's key is not the pinned one: somebody stands in between, or it was replaced. */
    WRONG_KEY,
    /** The index is of another network, or knows another passphrase. */
    WRONG_NETWORK,
    /** The index can't be reached or is too busy; asking again may help. */
    UNAVAILABLE,
    /** The index failed inside, its disk being full for example. */
    FAILED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final transient List<String> suggestions;

  public IndexException(Kind kind, String message) {
    this(kind, message, null, List.of());
  }

  public IndexException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, List.of());
  }

  public IndexException(Kind kind, String message, Throwable cause, List<String> suggestions) {
    super(message, cause);
    this.kind = kind;
    this.suggestions = List.copyOf(suggestions);
  }

  /** Why, as far as a program needs to know. */
  public Kind kind() {
    return kind;
  }

  /** Free names like the one that was taken; empty for other kinds. */
  public List<String> suggestions() {
    return suggestions == null ? List.of() : suggestions;
  }
}
