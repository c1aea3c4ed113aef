package runnel.ctl;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import runnel.ctl.control.Json;
import runnel.ctl.text.Sizes;

/** Members of the node's documents as cells of a table; what is absent is a dash. */
final class Cells {
  private static final String ABSENT = "-";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Cells() {}

  static String text(Json json, String name) {
    return json.text(name).orElse(ABSENT);
  }

  static String number(Json json, String name) {
    var number = json.number(name);
    return number.isPresent() ? Long.toString(number.getAsLong()) : ABSENT;
  }

  /** A number with what it counts: {@code 1 file}, {@code 2 files}. */
  static String count(Json json, String name, String one) {
    String number = number(json, name);
    return number + " " + one + (number.equals("1") ? "" : "s");
  }

  static String size(Json json, String name) {
    var bytes = json.number(name);
    return bytes.isPresent() ? Sizes.of(bytes.getAsLong()) : ABSENT;
  }

  /** A time in the user's time zone, to the minute. */
  static String time(Json json, String name) {
    return json.text(name).map(time -> local(time, MINUTE)).orElse(ABSENT);
  }

  /** A time in the user's time zone, to the second. */
  static String second(Json json, String name) {
    return json.text(name).map(time -> local(time, SECOND)).orElse(ABSENT);
  }

  private static String local(String time, DateTimeFormatter format) {
    try {
      return format.format(Instant.parse(time).atZone(ZoneId.systemDefault()));
    } catch (DateTimeParseException e) {
      return time;
    }
  }
}
