package runnel.mount.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel keeps of what it read, and what it must forget. */
class PagesTest {
  private static final Content BYTES = Content.of(new byte[100_000]);

  @Test
  void pagesAreKeptFromOneOpenToTheNextIfTheTreeSaysSo() {
    Content.Counted kept = new Content.Counted(BYTES, true);
    try (Mounted mounted = Mounted.of(new MemoryTree().file("/file", kept, false))) {
      Shell.ok("cat", mounted.path("file"));
      int before = kept.reads().get();
      Shell.ok("cat", mounted.path("file"));
      assertThat(kept.reads()).hasValue(before);
    }
  }

  @Test
  void pagesAreReadAgainIfTheTreeDoesNotSaySo() {
    Content.Counted forgotten = new Content.Counted(BYTES, false);
    try (Mounted mounted = Mounted.of(new MemoryTree().file("/file", forgotten, false))) {
      Shell.ok("cat", mounted.path("file"));
      int before = forgotten.reads().get();
      Shell.ok("cat", mounted.path("file"));
      assertThat(forgotten.reads()).hasValueGreaterThan(before);
    }
  }

  @Test
  void aVersionOfAnotherSizeIsReadWholeThoughTheKernelRemembersTheOldSize() {
    MemoryTree tree = new MemoryTree().file("/file", "first");
    try (Mounted mounted = Mounted.of(tree)) {
      for (String version : List.of("second and longer", "3rd", "fourth")) {
        Shell.ok("stat", mounted.path("file"));
        tree.file("/file", version);
        assertThat(Shell.ok("cat", mounted.path("file")).text()).isEqualTo(version);
      }
    }
  }
}
