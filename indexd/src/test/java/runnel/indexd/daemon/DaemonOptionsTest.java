package runnel.indexd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;

class DaemonOptionsTest {
  @TempDir Path home;
  private final List<DaemonSettings> ran = new ArrayList<>();
  private final StringWriter errors = new StringWriter();

  @Test
  void withoutAFileTheDefaultsHold() {
    assertThat(run("--home", home.toString())).isZero();
    assertThat(only().listen()).isEqualTo(new Address("0.0.0.0", 7707));
    assertThat(only().home()).isEqualTo(home);
  }

  @Test
  void theFileInTheHomeIsReadAndTheCommandLineComesBeforeIt() throws IOException {
    write(home.resolve("indexd.properties"), "# mine\nlisten = 127.0.0.1:1234\n");
    assertThat(run("--home", home.toString())).isZero();
    assertThat(only().listen()).isEqualTo(new Address("127.0.0.1", 1234));
    ran.clear();
    assertThat(run("--home", home.toString(), "--listen", "[::1]:5")).isZero();
    assertThat(only().listen()).isEqualTo(new Address("::1", 5));
  }

  @Test
  void theMonitorCanBeSwitchedOffInBothPlaces() throws IOException {
    assertThat(run("--home", home.toString())).isZero();
    assertThat(only().monitor()).contains(new Address("127.0.0.1", 7708));
    ran.clear();
    assertThat(run("--home", home.toString(), "--no-monitor")).isZero();
    assertThat(only().monitor()).isEmpty();
    ran.clear();
    write(home.resolve("indexd.properties"), "no-monitor = true\n");
    assertThat(run("--home", home.toString())).isZero();
    assertThat(only().monitor()).isEmpty();
    ran.clear();
    assertThat(run("--home", home.toString(), "--no-monitor=false")).isZero();
    assertThat(only().monitor()).isPresent();
  }

  @Test
  void discoveryCanBeSwitchedOff() {
    assertThat(run("--home", home.toString())).isZero();
    assertThat(only().discovery()).isTrue();
    ran.clear();
    assertThat(run("--home", home.toString(), "--no-discovery")).isZero();
    assertThat(only().discovery()).isFalse();
  }

  @Test
  void anotherFileIsReadInItsPlaceAndMustBeThere() throws IOException {
    Path other = home.resolve("other.properties");
    assertThat(run("--home", home.toString(), "--config", other.toString())).isEqualTo(1);
    assertThat(errors.toString()).contains(other.toString());
    write(other, "listen=127.0.0.1:7\n");
    assertThat(run("--home", home.toString(), "--config", other.toString())).isZero();
    assertThat(only().listen().port()).isEqualTo(7);
  }

  @Test
  void anUnknownKeyIsRefusedWithThoseThatThereAre() throws IOException {
    write(home.resolve("indexd.properties"), "lisen = 127.0.0.1:1234\n");
    assertThat(run("--home", home.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("'lisen'").contains("listen").doesNotContain("home,");
    assertThat(ran).isEmpty();
  }

  @Test
  void aValueThatMakesNoSenseIsRefused() throws IOException {
    write(home.resolve("indexd.properties"), "listen = nowhere\n");
    assertThat(run("--home", home.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("HOST:PORT");
  }

  private int run(String... arguments) {
    return DaemonOptions.execute(ran::add, new PrintWriter(errors, true), arguments);
  }

  private DaemonSettings only() {
    assertThat(ran).hasSize(1);
    return ran.getFirst();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
