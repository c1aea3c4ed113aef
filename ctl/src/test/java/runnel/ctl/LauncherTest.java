package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ctl/bin/launch.sh} in a project of its own, with a Maven and JDKs that only pretend. */
class LauncherTest {
  /** Makes the jars that a build leaves, each with the sources in it; fails where one says so. */
  private static final String MAVEN =
      """
      #!/bin/bash
      echo "$PWD $JAVA25_HOME" >>"$RECORD"
      [[ ! -e .dist/build ]] || echo "the last build is still there" >>"$RECORD"
      for module in ctl node indexd; do
        mkdir -p ".dist/build/$module/lib"
        cat $module/src/main/* >".dist/build/$module/$module.jar"
        echo lib >".dist/build/$module/lib/lib.jar"
      done
      ! grep -q broken ctl/src/main/*
      """;

  private static final String LAUNCH =
      "root=$1; source \"$root/ctl/bin/launch.sh\"; printf '%s\\n' \"$jdk\" \"$dist\"";

  @TempDir private Path folder;
  private Path root;
  private Path record;
  private Path source;

  private record Launched(int status, String jdk, Path dist, String errors) {}

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectory(folder.resolve("a project"));
    record = Files.createFile(folder.resolve("record"));
    for (String module : List.of("ctl", "node", "indexd")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.createDirectories(root.resolve(module).resolve("bin"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), module);
      Files.writeString(root.resolve(module).resolve("src/main/A"), "first");
    }
    source = root.resolve("ctl/src/main/A");
    Files.writeString(root.resolve("pom.xml"), "pom");
    Files.writeString(Files.createDirectory(root.resolve(".mvn")).resolve("java.flags"), "-Xint\n");
    Files.copy(launchScript(), root.resolve("ctl/bin/launch.sh"));
    program(folder.resolve("programs/mvn"), MAVEN);
    jdk("jdk-25", "25.0.1+8-LTS");
  }

  @Test
  void unchangedSourcesAreBuiltOnce() throws Exception {
    Launched first = launch(Map.of());
    Launched second = launch(Map.of());
    assertThat(first.status()).as(first.errors()).isZero();
    assertThat(second.dist()).isEqualTo(first.dist()).isDirectory();
    assertThat(first.dist().resolve("ctl/ctl.jar")).hasContent("first");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aSourceThatChangedIsBuiltFromNothingAndTheOldBuildStays() throws Exception {
    Launched first = launch(Map.of());
    Files.writeString(source, "second");
    Launched second = launch(Map.of());
    assertThat(second.dist()).isNotEqualTo(first.dist());
    assertThat(second.dist().resolve("ctl/ctl.jar")).hasContent("second");
    assertThat(first.dist().resolve("ctl/ctl.jar")).hasContent("first");
    assertThat(builds()).hasSize(2).noneMatch(line -> line.contains("still there"));
  }

  @Test
  void aSourceThatChangedAndHasAnOldTimeIsNoticed() throws Exception {
    var _ = launch(Map.of());
    Files.writeString(source, "restored");
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    assertThat(launch(Map.of()).dist().resolve("ctl/ctl.jar")).hasContent("restored");
  }

  @Test
  void aClassWhoseSourceIsGoneIsGone() throws Exception {
    Files.writeString(root.resolve("ctl/src/main/B"), "more");
    assertThat(launch(Map.of()).dist().resolve("ctl/ctl.jar")).hasContent("firstmore");
    Files.delete(root.resolve("ctl/src/main/B"));
    assertThat(launch(Map.of()).dist().resolve("ctl/ctl.jar")).hasContent("first");
  }

  @Test
  void aBuildThatFailsRunsNothingAndIsTriedAgain() throws Exception {
    var _ = launch(Map.of());
    Files.writeString(source, "broken");
    Launched broken = launch(Map.of());
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.errors()).contains("cannot build Runnel");
    assertThat(launch(Map.of()).status()).isEqualTo(1);
    Files.writeString(source, "mended");
    assertThat(launch(Map.of()).dist().resolve("ctl/ctl.jar")).hasContent("mended");
    assertThat(builds()).hasSize(4).noneMatch(line -> line.contains("still there"));
  }

  @Test
  void onlyTheNewestBuildsAreKept() throws Exception {
    for (int i = 0; i < 7; i++) {
      Files.writeString(source, "version " + i);
      assertThat(launch(Map.of()).status()).isZero();
    }
    try (Stream<Path> kept = Files.list(root.resolve(".dist"))) {
      assertThat(kept.filter(path -> path.getFileName().toString().length() == 16)).hasSize(5);
    }
  }

  @Test
  void theJdkIsTheFirstThatIsNewEnoughAndWhole() throws Exception {
    jdk("old", "21.0.2+13");
    jdk("newer", "26+35");
    jdk("runtime", "25.0.1+8");
    Files.delete(folder.resolve("runtime/bin/javac"));
    assertThat(launch(homes("newer", "jdk-25")).jdk()).endsWith("/newer");
    assertThat(launch(homes("old", "jdk-25")).jdk()).endsWith("/jdk-25");
    assertThat(launch(homes("runtime", "newer")).jdk()).endsWith("/newer");
    assertThat(launch(homes("nowhere", "jdk-25")).jdk()).endsWith("/jdk-25");
  }

  private Map<String, String> homes(String first, String second) {
    return Map.of(
        "RUNNEL_JAVA_HOME", folder.resolve(first).toString(),
        "JAVA_HOME", folder.resolve(second).toString());
  }

  private Launched launch(Map<String, String> variables) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", LAUNCH, "bash", root.toString())
            .redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("RUNNEL_JAVA_HOME", folder.resolve("jdk-25").toString());
    environment.put("RECORD", record.toString());
    environment.put("PATH", folder.resolve("programs") + ":" + environment.get("PATH"));
    environment.putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines =
        new ArrayList<>(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    lines.addAll(List.of("", ""));
    return new Launched(
        process.exitValue(), lines.get(0), Path.of(lines.get(1)), Files.readString(errors));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(record);
  }

  private void jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    program(home.resolve("bin/java"), "#!/bin/sh\n");
    program(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_RUNTIME_VERSION=\"" + version + "\"\n");
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Tests run in the module's folder, or in the project's. */
  private static Path launchScript() {
    return Stream.of(Path.of("bin/launch.sh"), Path.of("ctl/bin/launch.sh"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
