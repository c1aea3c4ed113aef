package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the system that tests need: run, and installed first where that is allowed. */
final class Tools {
  /** Debian's packages of the programs that are not on every machine. */
  private static final Map<String, String> PACKAGES = Map.of("ip", "iproute2", "nft", "nftables");

  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final long PATIENCE_SECONDS = 300;

  private Tools() {}

  /** Makes sure that the programs are there, or fails with the command to type. */
  static void need(String... programs) throws IOException, InterruptedException {
    for (String program : programs) {
      if (FOLDERS.stream().noneMatch(f -> Files.isExecutable(Path.of(f, program)))) {
        String install =
            "apt-get update && apt-get install -y --no-install-recommends " + PACKAGES.get(program);
        assertThat(isRoot()).as("this test needs %s; as root: %s", program, install).isTrue();
        var _ =
            run("sh", "-c", "DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; " + install);
      }
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Runs a program that must succeed, and returns what it prints. */
  static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = builder(command).redirectErrorStream(true);
    Path output = Files.createTempFile("tools", ".out");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      String printed = Files.readString(output);
      assertThat(process.exitValue()).as("%s: %s", List.of(command), printed).isZero();
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  static ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Other users than root have not all of them on their path.
    builder.environment().merge("PATH", String.join(":", FOLDERS), (old, more) -> old + ":" + more);
    return builder;
  }
}
