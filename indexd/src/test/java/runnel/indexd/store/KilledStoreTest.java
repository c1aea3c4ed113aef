package runnel.indexd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.store.StoreException.Kind;

class KilledStoreTest {
  private static final Table NUMBERS = new Table("numbers");
  private static final StoreSettings SETTINGS =
      new StoreSettings("numbers", 1, 16 << 20, List.of(NUMBERS));

  @TempDir Path temporary;

  @Test
  void nothingAcknowledgedIsLostWhenTheWriterIsKilled() throws Exception {
    Process child = start();
    int acknowledged = 0;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && acknowledged < 200) {
        acknowledged++;
        line = output.readLine();
      }
      assertThat(acknowledged).isEqualTo(200);
      assertThat(openFailure().kind()).isEqualTo(Kind.IN_USE);
      child.toHandle().destroyForcibly(); // Unlike the process', this leaves its output readable.
      while (line != null) {
        acknowledged++;
        line = output.readLine();
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    try (Store store = Store.open(temporary, SETTINGS)) {
      List<Integer> kept = new ArrayList<>();
      store.read(view -> {
        view.scan(NUMBERS, new byte[0], (k, v) -> kept.add(ByteBuffer.wrap(k).getInt()));
        return true;
      });
      assertThat(kept).hasSizeGreaterThanOrEqualTo(acknowledged);
      assertThat(kept.getLast()).isEqualTo(kept.size() - 1);
    }
  }

  private StoreException openFailure() {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        StoreException.class, () -> Store.open(temporary, SETTINGS).close());
  }

  private Process start() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            temporary.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Writes numbers for ever and prints each once it was acknowledged. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      try (Store store = Store.open(Path.of(arguments[0]), SETTINGS)) {
        for (int i = 0; true; i++) {
          byte[] key = ByteBuffer.allocate(4).putInt(i).array();
          store.write(view -> {
            view.put(NUMBERS, key, new byte[64]);
            return true;
          });
          System.out.println(i);
        }
      }
    }
  }
}
