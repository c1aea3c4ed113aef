package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, asked of the kernel by another process, and what only the kernel can be asked. */
class MountedTreeTest extends FileTreeContract {
  private static Mounted mounted;
  private static MountedView view;

  @BeforeAll
  static void mount() {
    mounted = Mounted.of(tree());
    view = new MountedView(mounted.mount().mountPoint());
  }

  @AfterAll
  static void unmount() {
    view.close();
    mounted.close();
  }

  @Override
  View view() {
    return view;
  }

  @Test
  void everythingBelongsToWhoMountedHasOneLinkAndTheBlocksOfItsSize() {
    Map<String, String> facts =
        Map.of(
            "/bytes",
            "0o100444 %s %s 1 586",
            "/tool",
            "0o100555 %s %s 1 1",
            "/many",
            "0o40555 %s %s 1 0");
    String user = Shell.ok("id", "-u").text();
    String group = Shell.ok("id", "-g").text();
    facts.forEach(
        (path, fact) -> assertThat(view.ask("facts", path)).isEqualTo(fact.formatted(user, group)));
  }

  @ParameterizedTest
  @CsvSource({
    "mkdir, /new,",
    "mkfifo, /new,",
    "symlink, /new,",
    "rmdir, /nothing,",
    "unlink, /empty,",
    "rename, /empty,",
    "link, /empty,",
    "chmod, /empty,",
    "chown, /empty,",
    "utime, /empty,",
    "truncate, /bytes,",
    "setxattr, /bytes,",
    "removexattr, /bytes,",
    "open, /bytes, O_WRONLY",
    "open, /bytes, O_RDWR",
    "open, /new, O_CREAT O_WRONLY",
    "open, /bytes, O_TRUNC O_WRONLY",
    "open, /folder, O_TMPFILE O_RDWR"
  })
  void nothingCanBeChanged(String question, String path, String flags) {
    List<String> words = flags == null ? List.of() : List.of(flags.split(" "));
    assertThat(view.ask(question, path, words.toArray(String[]::new))).isEqualTo("EROFS");
  }

  @ParameterizedTest
  @CsvSource({
    "open, /folder, O_WRONLY, EISDIR",
    "open, /bytes, O_DIRECTORY, ENOTDIR",
    "open, /new, O_RDONLY, ENOENT",
    "open, /bytes/new, O_RDONLY, ENOTDIR",
    "mkdir, /folder, , EEXIST",
    "unlink, /none, , EROFS",
    "readlink, /bytes, , EINVAL",
    "chdir, /bytes, , ENOTDIR",
    "run, /bytes, , EACCES",
    "run, /folder, , EACCES",
    "run, /none, , ENOENT",
    "getxattr, /bytes, user.none, ENODATA",
    "getxattr, /bytes, security.capability, ENOTSUP",
    "getxattr, /none, user.none, ENOENT"
  })
  void eachRefusalHasItsReason(String question, String path, String more, String errno) {
    String[] words = more == null ? new String[0] : new String[] {more};
    assertThat(view.ask(question, path, words)).isEqualTo(errno);
  }

  @Test
  void aNameThatNoFolderCanHoldIsTooLong() {
    assertThat(view.stat("/odd/" + "n".repeat(255))).startsWith("file");
    assertThat(view.stat("/odd/" + "n".repeat(256))).isEqualTo("ENAMETOOLONG");
    assertThat(view.stat("/odd/" + "€".repeat(85) + "n")).isEqualTo("ENAMETOOLONG");
    assertThat(view.stat("/odd/" + "n".repeat(2000))).isEqualTo("ENAMETOOLONG");
  }

  @Test
  void accessIsWhatTheModeSays() {
    assertThat(view.ask("access", "/tool", "1")).isEqualTo("yes");
    assertThat(view.ask("access", "/bytes", "4")).isEqualTo("yes");
    assertThat(view.ask("access", "/bytes", "1")).isEqualTo("no");
    assertThat(view.ask("access", "/tool", "2")).isEqualTo("no");
  }
}
