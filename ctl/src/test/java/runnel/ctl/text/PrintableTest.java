package runnel.ctl.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void ordinaryNamesStayAsTheyAre() {
    for (String name : new String[] {"Grüße 世界.txt", "क्‍ष", "👩‍💻", "a\\b", "", "e\u0301"}) {
      assertThat(Printable.of(name)).isEqualTo(name);
    }
  }

  @Test
  void whatSteersATerminalIsWrittenOut() {
    assertThat(Printable.of("a\u001b[2Jb\rc\nd\u009be\u0007"))
        .isEqualTo("a\\u{1B}[2Jb\\u{D}c\\u{A}d\\u{9B}e\\u{7}");
  }

  @Test
  void whatReordersOrHidesTextIsWrittenOut() {
    assertThat(Printable.of("cod\u202e4pm.exe\u2066\u200b\ufeff\u2028"))
        .isEqualTo("cod\\u{202E}4pm.exe\\u{2066}\\u{200B}\\u{FEFF}\\u{2028}");
  }

  @Test
  void halfACharacterIsWrittenOut() {
    assertThat(Printable.of("a\ud83d")).isEqualTo("a\\u{D83D}");
  }

  @Test
  void jsonStaysTheSameDocument() {
    assertThat(Printable.json("{\n\t\"a\": \"x\u202e\u009b\udb40\udc41\"}"))
        .isEqualTo("{\n\t\"a\": \"x\\u202e\\u009b\\udb40\\udc41\"}");
  }

  @Property(tries = 500)
  void nothingSteersAfterwards(@ForAll String text) {
    assertThat(Printable.of(text).codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
