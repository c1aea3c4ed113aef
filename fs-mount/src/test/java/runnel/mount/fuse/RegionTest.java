package runnel.mount.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the kernel reads by descriptor. */
class RegionTest {
  @TempDir Path folder;

  @Test
  void aRegionIsReadFromItsPlaceInTheFile() throws IOException {
    byte[] bytes = new byte[2_500_000];
    new Random(3).nextBytes(bytes);
    Path file = Files.write(folder.resolve("store"), bytes);
    try (Descriptor descriptor = Descriptor.of(file)) {
      Content inside = new Content.InFile(descriptor.number(), 2_000_001, 4321);
      try (Mounted mounted = Mounted.of(new MemoryTree().file("/inside", inside, false))) {
        byte[] read = Shell.ok("cat", mounted.path("inside")).bytes();
        assertThat(ByteBuffer.wrap(read)).isEqualTo(ByteBuffer.wrap(bytes, 4321, 2_000_001));
      }
    }
  }

  @Test
  void offsetsBeyond4GiBReachTheRightBytes() throws IOException {
    long size = (5L << 30) + 17;
    Path file = folder.resolve("sparse");
    write(file, 0, "first");
    write(file, (1L << 31) - 3, "middle");
    write(file, size - 4, "last");
    try (Descriptor descriptor = Descriptor.of(file)) {
      Content all = new Content.InFile(descriptor.number(), size, 0);
      try (Mounted mounted = Mounted.of(new MemoryTree().file("/all", all, false))) {
        assertThat(part(mounted, 0, 5)).isEqualTo("first");
        assertThat(part(mounted, (1L << 31) - 3, 6)).isEqualTo("middle");
        assertThat(part(mounted, size - 4, 10)).isEqualTo("last");
        assertThat(Shell.ok("stat", "--format=%s", mounted.path("all")).text())
            .isEqualTo("" + size);
      }
    }
  }

  private static String part(Mounted mounted, long offset, int length) {
    String from = "if=" + mounted.path("all");
    String skip = "skip=" + offset;
    String flags = "iflag=skip_bytes,count_bytes";
    return Shell.ok("dd", from, "bs=64k", skip, "count=" + length, flags, "status=none").text();
  }

  private static void write(Path file, long offset, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), offset);
    }
  }
}
