package runnel.mount.fuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import ru.serce.jnrfuse.FuseFillDir;
import ru.serce.jnrfuse.struct.FileStat;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.Child;

/**
 * Hands the lines of one listing to libfuse. One memory for all lines: a folder may have 100,000.
 *
 * @param buffer where libfuse collects
 * @param fill libfuse's function that adds a line
 */
record Listing(Pointer buffer, FuseFillDir fill) {
  private static final int NAME_BYTES_MAX = 255;

  void write(Attributes folder, List<Child> children) {
    Runtime runtime = Runtime.getSystemRuntime();
    FileStat stat = new FileStat(runtime);
    Pointer memory = Memory.allocateDirect(runtime, Struct.size(stat), true);
    stat.useMemory(memory);
    ByteBuffer name = ByteBuffer.allocateDirect(NAME_BYTES_MAX + 1);
    Stats.writeKind(folder, stat);
    add(".", name, memory);
    add("..", name, memory);
    for (Child child : children) {
      Stats.writeKind(child.attributes(), stat);
      add(child.name(), name, memory);
    }
  }

  private void add(String text, ByteBuffer name, Pointer stat) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_BYTES_MAX) {
      return; // no directory can hold it, and the kernel would fail the whole listing
    }
    name.clear().put(bytes).put((byte) 0).flip();
    if (fill.apply(buffer, name, stat, 0) != 0) {
      throw new Refusal(Errno.ENOMEM);
    }
  }
}
