package runnel.node.doctor;

import java.util.Locale;

/**
 * What came of one check.
 *
 * @param check what was looked at, in a word or two
 * @param result how it is
 * @param found what was found
 * @param help what to do; empty where nothing is amiss
 */
public record Finding(String check, Result result, String found, String help) {
  /** How something is. */
  public enum Result {
    /** As it should be. */
    OK,
    /** It works, but not all that could, or only for now. */
    WARN,
    /** Something does not work. */
    FAIL;

    /** Returns the word in the control API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Result.OK, found, "");
  }

  static Finding warn(String check, String found, String help) {
    return new Finding(check, Result.WARN, found, help);
  }

  static Finding fail(String check, String found, String help) {
    return new Finding(check, Result.FAIL, found, help);
  }
}
