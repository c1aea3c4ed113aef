package runnel.indexd.wire;

import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Binds JSON to records and back. Thread-safe. */
public final class Json {
  /** No message nests deeper; a parser's stack ends at some thousand levels. */
  private static final int DEPTH_MAX = 16;

  private static final Jsonb JSONB =
      JsonbBuilder.create(new JsonbConfig().withCreatorParametersRequired(true));

  private Json() {}

  /**
   * Returns the message in these bytes, which the caller has limited in number.
   *
   * @throws WireException if they are no such message
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    checkDepth(bytes);
    try {
      T message = JSONB.fromJson(new ByteArrayInputStream(bytes), type);
      if (message == null) {
        throw new WireException("the body is null instead of a JSON object");
      }
      return message;
    } catch (JsonbException | JsonException | IllegalStateException | NullPointerException e) {
      throw new WireException("the body is not the expected JSON: " + e.getMessage(), e);
    }
  }

  /** Returns the message as JSON in UTF-8. */
  public static byte[] write(Object message) {
    return JSONB.toJson(message).getBytes(StandardCharsets.UTF_8);
  }

  private static void checkDepth(byte[] bytes) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < bytes.length; i++) {
      switch (bytes[i]) {
        case '\\' -> i++; // Only within strings; elsewhere the parser objects.
        case '"' -> quoted = !quoted;
        case '[', '{' -> depth += quoted ? 0 : 1;
        case ']', '}' -> depth -= quoted ? 0 : 1;
        default -> {}
      }
      if (depth > DEPTH_MAX) {
        throw new WireException("the body nests deeper than " + DEPTH_MAX + " levels");
      }
    }
  }
}
