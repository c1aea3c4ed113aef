package runnel.ctl.control;

import java.util.Optional;

/**
 * What the node answered.
 *
 * @param text as the node sent it
 * @param json the same, parsed
 */
public record Document(String text, Json json) {
  static Document of(String text) {
    return new Document(text, Json.parse(text));
  }

  /** The object of that list whose member has that text, as a document of its own. */
  public Optional<Document> element(String list, String member, String value) {
    return json.list(list).stream()
        .filter(item -> item.text(member).equals(Optional.of(value)))
        .map(item -> new Document(item.toString(), item))
        .findFirst();
  }
}
