package runnel.ctl.control;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object, read leniently: a member that is missing, null or of another type is absent, since
 * the node may be older or newer than ctl.
 */
public final class Json {
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private final JsonObject object;

  private Json(JsonObject object) {
    this.object = object;
  }

  /**
   * Parses a document that is one object.
   *
   * @throws CtlException of kind FAILED if it is anything else
   */
  public static Json parse(String text) {
    try (var reader = PROVIDER.createReader(new StringReader(text))) {
      return new Json(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      throw new CtlException(
          CtlException.Kind.FAILED, "cannot understand the node: its answer is no JSON object", e);
    }
  }

  /** An object of texts. */
  public static Json ofTexts(Map<String, String> members) {
    JsonObjectBuilder object = PROVIDER.createObjectBuilder();
    members.forEach(object::add);
    return new Json(object.build());
  }

  /** An object whose one member is that list. */
  public static Json ofList(String name, List<Json> items) {
    JsonArrayBuilder array = PROVIDER.createArrayBuilder();
    items.forEach(item -> array.add(item.object));
    return new Json(PROVIDER.createObjectBuilder().add(name, array).build());
  }

  /** The text of that member. */
  public Optional<String> text(String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  /** The whole number of that member. */
  public OptionalLong number(String name) {
    return object.get(name) instanceof JsonNumber number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** Whether that member is {@code true}. */
  public boolean flag(String name) {
    return JsonValue.TRUE.equals(object.get(name));
  }

  /** The object that is that member; an empty one if absent. */
  public Json object(String name) {
    return object.get(name) instanceof JsonObject inner
        ? new Json(inner)
        : new Json(JsonValue.EMPTY_JSON_OBJECT);
  }

  /** The members that are texts, in their order. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      if (value instanceof JsonString text) {
        texts.put(name, text.getString());
      }
    });
    return texts;
  }

  /** The objects in the array that is that member; none if absent. */
  public List<Json> list(String name) {
    return object.get(name) instanceof JsonArray array
        ? array.stream()
            .filter(JsonObject.class::isInstance)
            .map(item -> new Json((JsonObject) item))
            .toList()
        : List.of();
  }

  /** As JSON text. */
  @Override
  public String toString() {
    return object.toString();
  }
}
