package runnel.indexd.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two pages that head LMDB's data file, read before LMDB does: it trusts them, and a page that
 * they promise beyond the file's end would kill the process.
 *
 * <p>The layout is {@code MDB_page} and {@code MDB_meta} of LMDB 0.9's {@code mdb.c} on a 64-bit
 * machine.
 */
final class MetaPages {
  private static final int HEADER_BYTES = 16;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int DATA_VERSION = 1;
  private static final int MAP_SIZE_AT = HEADER_BYTES + 16;
  private static final int PAGE_SIZE_AT = HEADER_BYTES + 24;
  private static final int TRANSACTION_AT = HEADER_BYTES + 128;
  private static final int META_BYTES = TRANSACTION_AT + 8;

  private MetaPages() {}

  /** Returns what is wrong with the file, if LMDB must not open it. */
  static Optional<String> problem(Path data) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
      ByteBuffer first = read(file, 0);
      if (!looksRight(first)) {
        return Optional.of("its first page is not LMDB's");
      }
      int pageBytes = first.getInt(PAGE_SIZE_AT);
      if (pageBytes < 512 || pageBytes > 65_536 || Integer.bitCount(pageBytes) != 1) {
        return Optional.of("its page size is " + pageBytes);
      }
      ByteBuffer second = read(file, pageBytes);
      if (!looksRight(second)) {
        return Optional.of("its second page is not LMDB's");
      }
      return shorterThanItsMap(file.length(), first, second);
    }
  }

  private static Optional<String> shorterThanItsMap(
      long length, ByteBuffer first, ByteBuffer second) {
    if (first.getLong(TRANSACTION_AT) == 0 && second.getLong(TRANSACTION_AT) == 0) {
      return Optional.empty(); // Nothing was committed: the file may not have been extended yet.
    }
    long map = Math.max(first.getLong(MAP_SIZE_AT), second.getLong(MAP_SIZE_AT));
    return length < map
        ? Optional.of("it has " + length + " bytes instead of " + map)
        : Optional.empty();
  }

  private static boolean looksRight(ByteBuffer page) {
    return page.limit() == META_BYTES
        && page.getInt(HEADER_BYTES) == MAGIC
        && page.getInt(HEADER_BYTES + 4) == DATA_VERSION;
  }

  private static ByteBuffer read(RandomAccessFile file, long at) throws IOException {
    byte[] bytes = new byte[META_BYTES];
    file.seek(at);
    int read = Math.max(0, file.read(bytes));
    return ByteBuffer.wrap(bytes, 0, read).order(ByteOrder.nativeOrder());
  }
}
