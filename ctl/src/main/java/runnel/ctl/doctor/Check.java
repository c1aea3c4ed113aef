package runnel.ctl.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import runnel.ctl.control.Json;

/**
 * What came of looking at something.
 *
 * @param check what was looked at, in a word or two
 * @param result how it is
 * @param found what was found
 * @param help what to do; empty where nothing is amiss
 */
public record Check(String check, Result result, String found, String help) {
  /** How something is. */
  public enum Result {
    /** As it should be. */
    OK,
    /** It works, but not all that could. */
    WARN,
    /** Something does not work. */
    FAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String check, String found) {
    return new Check(check, Result.OK, found, "");
  }

  /** What works, but not as well as it could. */
  public static Check warn(String check, String found, String help) {
    return new Check(check, Result.WARN, found, help);
  }

  static Check fail(String check, String found, String help) {
    return new Check(check, Result.FAIL, found, help);
  }

  /** As the node writes its own. */
  public Json json() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("check", check);
    members.put("result", result.word());
    members.put("found", found);
    if (!help.isEmpty()) {
      members.put("help", help);
    }
    return Json.ofTexts(members);
  }
}
