package runnel.node.control;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The query of a request. What makes no sense is a {@link UsageException}. */
record Parameters(ServerRequest request) {
  /** Below 2⁵³, so that every program's numbers hold it. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  static Parameters of(ServerRequest request) {
    return new Parameters(request);
  }

  /** Returns the parameter, unless it is missing or empty. */
  Optional<String> text(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
  }

  String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new UsageException("this request needs '%s' in its query".formatted(name)));
  }

  /** Returns the number, 0 if it is missing. */
  long number(String name) {
    String text = text(name).orElse("0");
    if (!NUMBER.matcher(text).matches()) {
      throw new UsageException("'%s' is a number, not '%s'".formatted(name, text));
    }
    return Long.parseLong(text);
  }
}
