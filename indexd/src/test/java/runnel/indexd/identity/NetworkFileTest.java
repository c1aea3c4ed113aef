package runnel.indexd.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.identity.IdentityException.Kind;

class NetworkFileTest {
  private static final String WORDS = "correct horse battery staple";

  @TempDir private Path state;

  private Membership join(NetworkChoice choice) {
    return NetworkFile.in(state).join(choice);
  }

  private static NetworkChoice named(String name) {
    return new NetworkChoice(Optional.of(new NetworkName(name)), Optional.empty());
  }

  private NetworkChoice secret(String name, String content) throws IOException {
    return new NetworkChoice(
        Optional.of(new NetworkName(name)), Optional.of(passphraseFile(content)));
  }

  private Path passphraseFile(String content) throws IOException {
    Path file = state.resolve("passphrase");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Path file() {
    return state.resolve("membership");
  }

  private void refused(Kind kind, NetworkChoice choice, String... inMessage) {
    assertThatExceptionOfType(IdentityException.class)
        .isThrownBy(() -> join(choice))
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(kind);
          assertThat(e).hasMessageContainingAll(inMessage);
          assertThat(e.getMessage()).doesNotContain(WORDS);
        });
  }

  @Test
  void withoutAWordItIsTheDefaultNetwork() {
    assertThat(join(NetworkChoice.AS_LAST)).isEqualTo(Membership.DEFAULT);
    assertThat(join(NetworkChoice.AS_LAST)).isEqualTo(Membership.DEFAULT);
  }

  @Test
  void aNameIsRememberedUntilAnotherIsSaid() {
    Membership lab = join(named("lab"));
    assertThat(lab.name().text()).isEqualTo("lab");
    assertThat(join(NetworkChoice.AS_LAST)).isEqualTo(lab);
    assertThat(join(named("runnel"))).isEqualTo(Membership.DEFAULT);
    assertThat(join(NetworkChoice.AS_LAST)).isEqualTo(Membership.DEFAULT);
  }

  @Test
  void aPassphraseIsNeededOnceAndNotKept() throws IOException {
    Membership lab = join(secret("lab", WORDS + "\n"));
    assertThat(lab.byPassphrase()).isTrue();
    Files.delete(state.resolve("passphrase"));
    assertThat(join(NetworkChoice.AS_LAST)).isEqualTo(lab);
    assertThat(join(named("lab"))).isEqualTo(lab);
    try (Stream<Path> files = Files.list(state)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(Files.readString(file())).startsWith("runnel network v1\nname lab\nkey ");
    assertThat(Files.readString(file())).doesNotContain("horse");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(join(named("runnel"))).isEqualTo(Membership.DEFAULT);
    assertThat(Files.readString(file())).isEqualTo("runnel network v1\nname runnel\nkey none\n");
  }

  @Test
  void aPassphraseWithoutANameIsForTheNetworkOfTheLastTime() throws IOException {
    Membership open = join(named("lab"));
    Path file = passphraseFile(WORDS);
    Membership closed = join(new NetworkChoice(Optional.empty(), Optional.of(file)));
    assertThat(closed.name()).isEqualTo(open.name());
    assertThat(closed.byPassphrase()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw---x---"})
  void aPassphraseThatOthersReadIsRefused(String permissions) throws IOException {
    NetworkChoice choice = secret("lab", WORDS);
    Path file = choice.passphraseFile().orElseThrow();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    refused(Kind.EXPOSED, choice, "chmod 600 " + file);
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "short\n", "two lines\nof a poem", "a tab\tin it"})
  void whatIsNoPassphraseIsRefused(String content) throws IOException {
    refused(Kind.DAMAGED, secret("lab", content), "passphrase");
  }

  @Test
  void whatIsTooLongOrNoTextIsRefused() throws IOException {
    NetworkChoice choice = secret("lab", "x".repeat(5_000));
    refused(Kind.UNREADABLE, choice, "longer");
    Path file = choice.passphraseFile().orElseThrow();
    Files.write(file, new byte[] {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', (byte) 0xff});
    refused(Kind.DAMAGED, choice, "UTF-8");
    Files.delete(file);
    refused(Kind.UNREADABLE, choice, file.toString());
  }

  /** The default network would be the wrong answer: the node would share with everybody. */
  @Test
  void aDamagedFileIsNoNetworkAtAll() throws IOException {
    var _ = join(secret("lab", WORDS));
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      refused(Kind.DAMAGED, NetworkChoice.AS_LAST, file().toString());
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    var _ = join(named("lab"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    refused(Kind.EXPOSED, NetworkChoice.AS_LAST, "chmod 600");
  }
}
