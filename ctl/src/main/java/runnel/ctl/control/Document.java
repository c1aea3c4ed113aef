package runnel.ctl.control;

import java.util.List;
import java.util.function.Predicate;

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

  /** A document whose one member is that list. */
  public static Document ofList(String list, List<Json> items) {
    Json json = Json.ofList(list, items);
    return new Document(json.toString(), json);
  }

  /** The same with only those objects of that list, and nothing beside it. */
  public Document only(String list, Predicate<Json> wanted) {
    return ofList(list, json.list(list).stream().filter(wanted).toList());
  }
}
