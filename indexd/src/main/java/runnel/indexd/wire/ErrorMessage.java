package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;

/**
 * The body of every answer that is an error.
 *
 * @param kind a {@link Kind}, in its spelling
 * @param message for people
 * @param suggestions free names, if the name was taken
 */
public record ErrorMessage(String kind, String message, List<String> suggestions) {
  public ErrorMessage {
    suggestions = List.copyOf(suggestions);
  }

  public static ErrorMessage of(IndexException e) {
    return new ErrorMessage(e.kind().name(), e.getMessage(), e.suggestions());
  }

  /** Returns the exception; throws {@link WireException}. */
  public IndexException exception() {
    Kind parsed = Parsing.of("error", () -> Kind.valueOf(kind));
    return new IndexException(parsed, message, null, suggestions);
  }
}
