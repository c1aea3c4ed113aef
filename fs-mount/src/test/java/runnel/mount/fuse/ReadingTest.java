package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs read through a real mount. */
class ReadingTest {
  private static final byte[] BYTES = new byte[3_000_001];
  private static final String LONGEST_NAME = "ü".repeat(127) + "x";

  private static Mounted mounted;

  @BeforeAll
  static void mountOne() {
    new Random(7).nextBytes(BYTES);
    MemoryTree tree =
        new MemoryTree()
            .file("/docs/hello.txt", "hello, peers\n")
            .file("/docs/empty", "")
            .file("/docs/big.bin", BYTES)
            .file("/docs/-n leading dash and  spaces", "dash")
            .file("/docs/Grüße/日本語.txt", "utf")
            .file("/docs/" + LONGEST_NAME, "long")
            .file("/docs/run.sh", Content.of("#!/bin/sh\necho ran\n".getBytes(UTF_8)), true);
    for (int i = 0; i < 10_000; i++) {
      tree.file("/many/file-%05d".formatted(i), "x");
    }
    mounted = Mounted.of(tree);
  }

  @AfterAll
  static void unmount() {
    mounted.close();
  }

  @Test
  void catGivesTheBytes() {
    assertThat(Shell.ok("cat", mounted.path("docs/hello.txt")).bytes())
        .isEqualTo("hello, peers\n".getBytes(UTF_8));
    assertThat(Shell.ok("cat", mounted.path("docs/big.bin")).bytes()).isEqualTo(BYTES);
    assertThat(Shell.ok("cat", mounted.path("docs/empty")).bytes()).isEmpty();
  }
}
