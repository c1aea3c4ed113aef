package runnel.mount.fuse;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.Struct;
import ru.serce.jnrfuse.flags.FuseBufFlags;
import ru.serce.jnrfuse.struct.FuseBufvec;
import runnel.mount.tree.ReadResult;

/**
 * Makes the {@code fuse_bufvec} that {@code read_buf} hands to libfuse.
 *
 * <p>It and the bytes it points to come from {@code malloc}: libfuse frees both.
 */
final class Replies {
  private static final int BUFVEC_BYTES =
      Struct.size(FuseBufvec.of(Pointer.wrap(Runtime.getSystemRuntime(), 0)));
  private static final int IN_A_FILE =
      FuseBufFlags.FUSE_BUF_IS_FD.intValue() | FuseBufFlags.FUSE_BUF_FD_SEEK.intValue();

  private Replies() {}

  /**
   * Writes the address of a new vector to where libfuse wants it.
   *
   * @param most how many bytes were asked for; a result with more is a mistake of the tree
   */
  static void write(ReadResult result, long most, Pointer to) {
    to.putPointer(
        0,
        switch (result) {
          case ReadResult.Bytes(ByteBuffer buffer) -> inMemory(buffer.slice(), most);
          case ReadResult.Region region -> inFile(region, most);
        });
  }

  private static Pointer inFile(ReadResult.Region region, long most) {
    Pointer memory = vector(checked(region.length(), most));
    FuseBufvec vector = FuseBufvec.of(memory);
    vector.buf.flags.set(IN_A_FILE);
    vector.buf.fd.set(region.descriptor());
    vector.buf.pos.set(region.offset());
    return memory;
  }

  @SuppressWarnings("restricted") // reaches what malloc just gave, and no further
  private static Pointer inMemory(ByteBuffer bytes, long most) {
    int size = checked(bytes.remaining(), most);
    Pointer copy = allocate(Math.max(1, size));
    MemorySegment.ofAddress(copy.address())
        .reinterpret(size)
        .copyFrom(MemorySegment.ofBuffer(bytes));
    try {
      Pointer memory = vector(size);
      FuseBufvec.of(memory).buf.mem.set(copy);
      return memory;
    } catch (Refusal e) {
      Native.libc().free(copy);
      throw e;
    }
  }

  private static Pointer vector(int size) {
    Pointer memory = allocate(BUFVEC_BYTES);
    memory.setMemory(0, BUFVEC_BYTES, (byte) 0);
    FuseBufvec vector = FuseBufvec.of(memory);
    vector.count.set(1);
    vector.buf.size.set(size);
    vector.buf.fd.set(-1);
    return memory;
  }

  private static Pointer allocate(int bytes) {
    Pointer memory = Native.libc().malloc(bytes);
    if (memory == null) {
      throw new Refusal(Errno.ENOMEM);
    }
    return memory;
  }

  private static int checked(int size, long most) {
    if (size > most) {
      throw new IllegalStateException("the tree gave more bytes than were asked for");
    }
    return size;
  }
}
