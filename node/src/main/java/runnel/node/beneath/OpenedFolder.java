package runnel.node.beneath;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntUnaryOperator;

/** A folder, open for listing. For one thread at a time. */
public final class OpenedFolder implements AutoCloseable {
  /** Receives names, and says whether to go on. */
  public interface NameVisitor {
    /**
     * Takes one name.
     *
     * @param name the bytes as the file system holds them, which need not be UTF-8; the callee's
     * @param kind what the folder says of it, perhaps UNKNOWN
     * @return whether to go on
     */
    boolean name(byte[] name, FileKind kind);
  }

  /** Some 2,000 names for each call. */
  private static final int BUFFER_BYTES = 64 * 1024;

  // struct linux_dirent64 of getdents64(2).
  private static final int LENGTH_AT = 16;
  private static final int TYPE_AT = 18;
  private static final int NAME_AT = 19;

  private final Descriptor folder;

  OpenedFolder(Descriptor folder) {
    this.folder = folder;
  }

  /** Returns the folder's own facts. */
  public FileFacts facts() {
    return folder.use(Calls::facts);
  }

  /** Returns the facts of a name in this folder; of a link itself, not of what it leads to. */
  public FileFacts facts(byte[] name) {
    return folder.use(number -> Calls.factsOf(number, name));
  }

  /** Returns where a link in this folder leads, in the bytes that it holds. */
  public byte[] linkTarget(byte[] name) {
    return folder.use(number -> Calls.linkTarget(number, name));
  }

  /** Asks the kernel to watch this very folder, wherever its path leads by now. */
  int watchedBy(IntUnaryOperator watch) {
    return folder.use(watch::applyAsInt);
  }

  /**
   * Lists the names from where the last call ended, in no order, without {@code .} and {@code ..}.
   *
   * @throws BeneathException IO if the file system fails
   */
  public void list(NameVisitor visitor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
      long filled;
      do {
        filled = folder.use(number -> Calls.list(number, buffer));
      } while (filled > 0 && visit(buffer.asSlice(0, filled), visitor));
    }
  }

  @Override
  public void close() {
    folder.close();
  }

  private static boolean visit(MemorySegment entries, NameVisitor visitor) {
    long at = 0;
    while (at < entries.byteSize()) {
      int length =
          Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + LENGTH_AT));
      byte[] name = name(entries.asSlice(at + NAME_AT, length - NAME_AT));
      FileKind kind = FileKind.ofDirent(entries.get(JAVA_BYTE, at + TYPE_AT));
      if (!isDots(name) && !visitor.name(name, kind)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private static byte[] name(MemorySegment padded) {
    int length = 0;
    while (padded.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return padded.asSlice(0, length).toArray(JAVA_BYTE);
  }

  private static boolean isDots(byte[] name) {
    return name.length <= 2 && name[0] == '.' && name[name.length - 1] == '.';
  }
}
