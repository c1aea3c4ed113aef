package runnel.ctl.doctor;

import java.util.Locale;

/** Whether file names that are not ASCII can be used. */
final class LocaleCheck {
  private LocaleCheck() {}

  static Check of(String encoding) {
    return encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")
        ? Check.ok("locale", "file names are UTF-8")
        : Check.fail(
            "locale",
            "file names are taken as %s: such as have other letters can't be shared"
                .formatted(encoding),
            "export LC_ALL=C.UTF-8");
  }
}
