package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.identity.IdentityException.Kind;

class IdentityTest {
  @TempDir private Path home;

  private Path folder() {
    return home.resolve("state").resolve("identity");
  }

  private Path file() {
    return folder().resolve("identity.pem");
  }

  private void refused(Kind kind, String... inMessage) {
    assertThatExceptionOfType(IdentityException.class)
        .isThrownBy(() -> Identity.open(folder()))
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(kind);
          assertThat(e).hasMessageContainingAll(inMessage);
        });
  }

  @Test
  void isTheSameAtEveryOpening() {
    Identity first = Identity.open(folder());
    Identity second = Identity.open(folder());
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.certificate()).isEqualTo(first.certificate());
    byte[] message = {1, 2, 3};
    assertThat(first.key().verifies(message, second.sign(message))).isTrue();
  }

  @Test
  void keepsFileAndFolderPrivate() throws IOException {
    var _ = Identity.open(folder());
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files).containsExactly(file());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rwx------"})
  void aWiderFileIsRefusedWithWhatHelps(String permissions) throws IOException {
    var _ = Identity.open(folder());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
    refused(Kind.EXPOSED, "chmod 600 " + file());
  }

  @Test
  void aReadOnlyFileIsFine() throws IOException {
    PeerId id = Identity.open(folder()).id();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
    assertThat(Identity.open(folder()).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----wx"})
  void aFolderThatOthersWriteIsRefused(String permissions) throws IOException {
    var _ = Identity.open(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString(permissions));
    refused(Kind.EXPOSED, "chmod 700 " + folder());
  }

  @Test
  void aFileCutAnywhereIsRefusedAndLeftAlone() throws IOException {
    var _ = Identity.open(folder());
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length - 1; length += 37) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      Files.write(file(), part);
      refused(Kind.DAMAGED, file().toString());
      assertThat(file()).hasBinaryContent(part);
    }
  }

  @Test
  void anotherIdentitysCertificateIsRefused() throws IOException {
    var _ = Identity.open(folder());
    String mine = Files.readString(file());
    String others = IdentityPem.format(Identity.create());
    String begin = "-----BEGIN CERTIFICATE";
    Files.writeString(
        file(), mine.substring(0, mine.indexOf(begin)) + others.substring(others.indexOf(begin)));
    refused(Kind.DAMAGED, "not the certificate's");
    Files.writeString(file(), mine + others);
    refused(Kind.DAMAGED, "more than one");
    Files.writeString(file(), "x".repeat(20_000));
    refused(Kind.DAMAGED, "too many");
  }

  @Test
  void aLinkToNothingIsNoFirstStart() throws IOException {
    var _ = Identity.open(folder());
    Files.delete(file());
    Files.createSymbolicLink(file(), home.resolve("nowhere"));
    refused(Kind.UNREADABLE, file().toString());
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Files.createDirectories(folder().getParent());
    Files.writeString(folder(), "");
    refused(Kind.UNREADABLE, folder().toString());
  }

  @Test
  void manyProcessesAtFirstStartEndWithOneIdentity() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenManyTimes.class.getName(),
                  home.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (Process process : processes) { // All are warm; now they start together.
      assertThat(process.getInputStream().read()).isEqualTo('r');
    }
    for (Process process : processes) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
    List<String> answers = new ArrayList<>();
    for (Process process : processes) {
      answers.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(process.waitFor()).isZero();
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.get(0)));
    assertThat(answers.get(0).lines()).hasSize(OpenManyTimes.TIMES).doesNotHaveDuplicates();
  }

  /** Opens many folders, one after the other, like several other processes at the same time. */
  static final class OpenManyTimes {
    static final int TIMES = 50;

    private OpenManyTimes() {}

    public static void main(String[] arguments) throws IOException {
      var _ = Identity.open(Path.of(arguments[0], "warm" + ProcessHandle.current().pid()));
      System.out.print("r");
      System.out.flush();
      if (System.in.read() < 0) {
        return;
      }
      for (int i = 0; i < TIMES; i++) {
        System.out.println(Identity.open(new File(arguments[0], "first" + i).toPath()).id());
      }
    }
  }
}
