package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Listings with attributes (READDIRPLUS), which libfuse 2 does not know: what {@code ls -l}, {@code
 * find} and every file manager ask for next comes with the names, so that a listing of a thousand
 * files is some requests rather than a thousand.
 *
 * <p>libfuse knows which number the kernel has for which path, so it is asked for all: the listing,
 * then each entry as if the kernel had looked it up. Thread-safe.
 */
final class PlusListings {
  private static final byte[] SELF = {'.'};
  private static final byte[] PARENT = {'.', '.'};
  private static final int NAME_BYTES_MAX = 255;

  /**
   * For a whole reply, so that what waits behind it in the same folder does not wait for long. The
   * kernel asks one by one for what is left out then, and each of these questions ends by itself.
   */
  private static final Duration REPLY_WITHIN = Duration.ofMillis(250);

  private final Function<MemorySegment, ByteBuffer> libfuse;
  private final LongSupplier nanos;

  /**
   * @param libfuse takes a request and returns the reply, each with its header
   * @param nanos as {@link System#nanoTime}
   */
  PlusListings(Function<MemorySegment, ByteBuffer> libfuse, LongSupplier nanos) {
    this.libfuse = libfuse;
    this.nanos = nanos;
  }

  /**
   * A reply, and what it makes the kernel remember.
   *
   * @param bytes the whole of it, with its header
   * @param nodes each looked up once more
   */
  record Reply(ByteBuffer bytes, List<Long> nodes) {}

  /** Returns the reply to a request of READDIRPLUS, which is used up: its opcode is changed. */
  Reply reply(MemorySegment request) {
    int most = request.get(JAVA_INT, Protocol.IN_READ_SIZE);
    request.set(JAVA_INT, Protocol.IN_OPCODE, Protocol.READDIR);
    ByteBuffer names = libfuse.apply(request);
    if (names.getInt(Protocol.OUT_ERROR) != 0) {
      return new Reply(names, List.of());
    }
    ByteBuffer plus =
        ByteBuffer.allocate(Protocol.OUT_HEADER_BYTES + most).order(ByteOrder.nativeOrder());
    plus.putInt(0).putInt(0).putLong(names.getLong(Protocol.OUT_UNIQUE));
    names.position(Protocol.OUT_HEADER_BYTES);
    Reply reply = new Reply(plus, new ArrayList<>());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment lookup = lookup(request, arena);
      long began = nanos.getAsLong();
      while (isEntry(names) && hasRoom(names, plus)) {
        boolean inTime = nanos.getAsLong() - began < REPLY_WITHIN.toNanos();
        add(names, reply, inTime ? Optional.of(lookup) : Optional.empty());
      }
    } catch (RuntimeException | Error e) {
      takeBack(reply);
      throw e;
    }
    plus.putInt(0, plus.position()).flip();
    return reply;
  }

  /** Not where a program went on reading at a place that it made up. */
  private static boolean isEntry(ByteBuffer names) {
    if (names.remaining() < Protocol.DIRENT_BYTES) {
      return false;
    }
    int length = nameLength(names);
    return length > 0
        && length <= NAME_BYTES_MAX
        && names.remaining() >= Protocol.DIRENT_BYTES + length;
  }

  /** The kernel asks again for what there was no room for. */
  private static boolean hasRoom(ByteBuffer names, ByteBuffer plus) {
    return plus.remaining()
        >= Protocol.ENTRY_BYTES + Protocol.aligned(Protocol.DIRENT_BYTES + nameLength(names));
  }

  private static int nameLength(ByteBuffer names) {
    return names.getInt(names.position() + Protocol.DIRENT_NAME_LENGTH);
  }

  /** Tells libfuse that the kernel does not know of the reply. */
  void takeBack(Reply reply) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment forget =
          arena.allocate(Protocol.IN_HEADER_BYTES + Protocol.FORGET_BYTES, Long.BYTES);
      forget.set(JAVA_INT, 0, (int) forget.byteSize());
      forget.set(JAVA_INT, Protocol.IN_OPCODE, Protocol.FORGET);
      forget.set(JAVA_LONG, Protocol.IN_HEADER_BYTES, 1);
      for (long node : reply.nodes()) {
        forget.set(JAVA_LONG, Protocol.IN_NODE, node);
        var _ = libfuse.apply(forget);
      }
    }
  }

  /** Adds the next entry, without attributes if there is no time to look it up. */
  private void add(ByteBuffer names, Reply reply, Optional<MemorySegment> lookup) {
    int at = names.position();
    int length = nameLength(names);
    int bytes = Protocol.DIRENT_BYTES + length;
    byte[] name = new byte[length];
    names.get(at + Protocol.DIRENT_BYTES, name);
    byte[] entry =
        lookup.map(request -> entry(name, request)).orElseGet(() -> new byte[Protocol.ENTRY_BYTES]);
    long node = ByteBuffer.wrap(entry).order(ByteOrder.nativeOrder()).getLong();
    if (node != 0) {
      reply.nodes().add(node);
    }
    ByteBuffer plus = reply.bytes();
    plus.put(entry).put(names.slice(at, bytes));
    plus.put(new byte[Protocol.aligned(bytes) - bytes]);
    names.position(Math.min(names.limit(), at + Protocol.aligned(bytes)));
  }

  /** Returns the attributes of what is there; zeros, so that the kernel asks, if there is none. */
  private byte[] entry(byte[] name, MemorySegment lookup) {
    byte[] entry = new byte[Protocol.ENTRY_BYTES];
    if (Arrays.equals(name, SELF) || Arrays.equals(name, PARENT)) {
      return entry;
    }
    int bytes = Protocol.IN_HEADER_BYTES + name.length + 1;
    lookup.set(JAVA_INT, 0, bytes);
    MemorySegment.copy(name, 0, lookup, JAVA_BYTE, Protocol.IN_HEADER_BYTES, name.length);
    lookup.set(JAVA_BYTE, bytes - 1, (byte) 0);
    ByteBuffer found = libfuse.apply(lookup.asSlice(0, bytes));
    // An error is a header alone.
    if (found.remaining() == Protocol.OUT_HEADER_BYTES + Protocol.ENTRY_BYTES) {
      found.get(Protocol.OUT_HEADER_BYTES, entry);
    }
    return entry;
  }

  /** Returns a request by the same program for something in the same folder. */
  private static MemorySegment lookup(MemorySegment request, Arena arena) {
    MemorySegment lookup =
        arena.allocate(Protocol.IN_HEADER_BYTES + NAME_BYTES_MAX + 1, Long.BYTES);
    MemorySegment.copy(request, 0, lookup, 0, Protocol.IN_HEADER_BYTES);
    lookup.set(JAVA_INT, Protocol.IN_OPCODE, Protocol.LOOKUP);
    return lookup;
  }
}
