package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are large or take long; {@code .ci/soak} installs and runs them. */
@Tag("soak")
class HeavyProgramsTest {
  @TempDir private static Path local;
  private static Mirror mirror;

  @BeforeAll
  static void fill() {
    sh(
        "ffmpeg -v error -f lavfi -i testsrc=size=640x360:rate=25 -t 40 -c:v mpeg4 -q:v 3 $1/film.mkv",
        local.toString());
    sh(
        "cd $1 && fio --name=w --filename=blocks --size=32m --bs=4k --rw=write --verify=crc32c"
            + " --do_verify=0 --randseed=7 --output=/dev/null",
        local.toString());
    mirror = Mirror.of(local);
  }

  @AfterAll
  static void unmount() {
    mirror.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "31.4", "3.3", "38"})
  void seekingInAFilmShowsTheSameFrames(String seconds) {
    String frames = "ffmpeg -v error -ss $1 -i \"$2\" -frames:v 10 -f framemd5 -";
    assertThat(sh(frames, seconds, mirror.mounted("film.mkv")))
        .isEqualTo(sh(frames, seconds, mirror.local("film.mkv")));
  }

  @Test
  void seekingReadsLittleOfTheFilm() {
    long before = mirror.bytesRead().get();
    sh("ffmpeg -v error -ss 20 -i \"$1\" -frames:v 1 -f null -", mirror.mounted("film.mkv"));
    long size = local.resolve("film.mkv").toFile().length();
    assertThat(mirror.bytesRead().get() - before).isLessThan(size / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"psync", "mmap", "io_uring"})
  void randomReadsVerify(String engine) {
    sh(
        "fio --name=r --readonly --filename=\"$1\" --size=32m --bs=4k --rw=randread --ioengine=$2"
            + " --verify=crc32c --verify_fatal=1 --randseed=7 --numjobs=4 --output=/dev/null",
        mirror.mounted("blocks"),
        engine);
  }

  /** As its distribution configures it, but for the folder where tests' folders are. */
  @Test
  void updatedbDoesNotReadTheMount(@TempDir Path folder) {
    String mountPoint = mirror.mounted().mount().mountPoint().toString();
    String paths =
        sh(
            "updatedb -U /tmp --prunepaths '' -o $1/db && locate -d $1/db \"$2\"",
            folder.toString(),
            mountPoint);
    assertThat(paths).isEqualTo(mountPoint);
  }

  /** Runs a script, which finds the arguments in {@code $1} and so on. */
  private static String sh(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return Shell.ok(command.toArray(String[]::new)).text();
  }
}
