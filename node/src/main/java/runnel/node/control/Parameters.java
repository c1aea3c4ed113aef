package runnel.node.control;

import io.helidon.webserver.http.ServerRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
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

  /** Says whether it is {@code true}; it is not if it is missing. */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UsageException("'%s' is true or false, not '%s'".formatted(name, text));
    };
  }

  /** Returns a path of this machine; the node's own folder says nothing to who asks. */
  Path absolutePath(String name) {
    String text = required(name);
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new UsageException("'%s' is no path: %s".formatted(name, e.getMessage()));
    }
    throw new UsageException("'%s' is a path from / on, not '%s'".formatted(name, text));
  }

  /** Returns the small number, unless it is missing. */
  OptionalInt count(String name) {
    long number = number(name);
    if (number > Integer.MAX_VALUE) {
      throw new UsageException("'%s' is too large: %d".formatted(name, number));
    }
    return text(name).isPresent() ? OptionalInt.of((int) number) : OptionalInt.empty();
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
