package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code getfattr} and {@code ls} see of extended attributes. */
class ExtendedAttributesTest {
  private static final Map<String, String> KNOWN =
      Map.of("user.runnel.owner", "ånn", "user.mime_type", "text/plain", "user.runnel.empty", "");

  private final MemoryTree tree =
      new MemoryTree()
          .file("/folder/plain", "x")
          .file("/file", "text")
          .extended("/file", KNOWN)
          .extended("/folder", Map.of("user.runnel.files", "1"));

  @Test
  void allAreListedWithTheirValues() {
    try (Mounted mounted = Mounted.of(tree)) {
      assertThat(getfattr("-d", mounted.path("file")).text().lines().skip(1))
          .containsExactly(
              "user.mime_type=\"text/plain\"",
              "user.runnel.empty=\"\"",
              "user.runnel.owner=0sw6Vubg==");
      assertThat(getfattr("-d", mounted.path("folder")).text()).contains("user.runnel.files=\"1\"");
    }
  }

  @Test
  void oneIsReadByItsName() {
    try (Mounted mounted = Mounted.of(tree)) {
      Shell.Result value =
          Shell.ok("getfattr", "--only-values", "-n", "user.runnel.owner", mounted.path("file"));
      assertThat(value.text()).isEqualTo("ånn");
    }
  }

  @Test
  void whatIsNotThereIsRefusedWithItsReason() {
    try (Mounted mounted = Mounted.of(tree)) {
      assertThat(getfattr("-n", "user.none", mounted.path("file")).errors())
          .contains("No such attribute");
      assertThat(getfattr("-n", "trusted.x", mounted.path("file")).errors())
          .contains("Operation not supported");
      assertThat(getfattr("-n", "user.none", mounted.path("none")).errors())
          .contains("No such file or directory");
      assertThat(Shell.run("setfattr", "-n", "user.a", "-v", "b", mounted.path("file")).errors())
          .contains("Read-only file system");
      assertThat(getfattr("-d", mounted.path("folder/plain")).text()).isEmpty();
    }
  }

  @Test
  void copyingWithAttributesTakesThemAlong() {
    try (Mounted mounted = Mounted.of(tree)) {
      String copy = mounted.mount().mountPoint() + " copy";
      Shell.ok("cp", "--preserve=all", mounted.path("file"), copy);
      assertThat(Shell.ok("cat", copy).text()).isEqualTo("text");
      Shell.ok("rm", copy);
    }
  }

  private static Shell.Result getfattr(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "getfattr";
    command[1] = "--absolute-names";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Shell.run(command);
  }
}
